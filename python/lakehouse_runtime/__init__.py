"""What notebooks converted from Databricks need at run time on EMR, and nothing else.

Only the standard library is imported. ``pyspark`` and ``boto3`` come from the cluster and are imported
by the functions that need them, when they are called. The syntax is that of Python 3.9 (EMR 7).

==========================  =====================================================================
On Databricks               Here
==========================  =====================================================================
``dbutils.widgets.get``     ``params.get(name, default)``: arguments, then environment, then default
``dbutils.fs``              ``fs.ls``, ``cp``, ``mv``, ``rm``, ``mkdirs``, ``head``, ``put``
``dbutils.secrets.get``     ``secrets.get(scope, key)``: AWS Secrets Manager
``%run``                    ``include(path)``: the other notebook's code in this one's globals
``dbutils.notebook``        ``run_notebook(path, timeout, arguments)``, ``exit_notebook(value)``
``display``                 ``display(value)``, ``display_html(html)``
``delta.tables``            ``delta.DeltaTable``: the same calls over an Iceberg table
==========================  =====================================================================
"""

from lakehouse_runtime import delta, fs, params, secrets
from lakehouse_runtime._display import display, display_html
from lakehouse_runtime._notebooks import NotebookExit, exit_notebook, include, run_notebook

__version__ = "0.1.0"

__all__ = [
    "NotebookExit",
    "delta",
    "display",
    "display_html",
    "exit_notebook",
    "fs",
    "include",
    "params",
    "run_notebook",
    "secrets",
]
