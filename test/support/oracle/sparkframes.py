"""What Spark's own analyzer says of the programs in ``programs.json``: which columns each column comes from.

An output attribute is followed through the analyzed plan by expression ids, down to those of the tables.
"""

from typing import Any, Dict, List, Set


def items(sequence: Any) -> List[Any]:
    """A sequence of Scala as a list."""
    iterator = sequence.iterator()
    found = []
    while iterator.hasNext():
        found.append(iterator.next())
    return found


def references(expression: Any) -> Set[int]:
    return {attribute.exprId().id() for attribute in items(expression.references())}


def sources(plan: Any) -> Dict[int, Set[int]]:
    """For each attribute that the plan defines, those that its value holds or is decided by."""
    found: Dict[int, Set[int]] = {}
    nodes = [plan]
    while nodes:
        node = nodes.pop()
        nodes.extend(items(node.children()))
        kind = node.getClass().getSimpleName()
        if kind == "Union":
            for branch in items(node.children()):
                for out, own in zip(items(node.output()), items(branch.output())):
                    # The first branch gives its ids to the whole.
                    if out.exprId().id() != own.exprId().id():
                        found.setdefault(out.exprId().id(), set()).add(own.exprId().id())
        if kind == "Expand":
            for projection in items(node.projections()):
                for out, own in zip(items(node.output()), items(projection)):
                    found.setdefault(out.exprId().id(), set()).update(references(own) - {out.exprId().id()})
        if kind == "Generate":
            for out in items(node.generatorOutput()):
                found.setdefault(out.exprId().id(), set()).update(references(node.generator()))
        for expression in items(node.expressions()):
            pending = [expression]
            while pending:
                each = pending.pop()
                if each.getClass().getSimpleName() == "Alias":
                    found.setdefault(each.exprId().id(), set()).update(references(each.child()))
                pending.extend(items(each.children()))
    return found


def columns(frame: Any, tables: Dict[str, str]) -> List[str]:
    plan = frame._jdf.queryExecution().analyzed()
    made = sources(plan)
    leaves: Dict[int, str] = {}
    nodes = [plan]
    while nodes:
        node = nodes.pop()
        below = items(node.children())
        if node.getClass().getSimpleName() == "SubqueryAlias" and node.alias() in tables:
            for attribute in items(node.output()):
                leaves[attribute.exprId().id()] = f"{node.alias()}.{attribute.name()}"
        nodes.extend(below)

    def origins(attribute: int, seen: Set[int]) -> Set[str]:
        if attribute in seen:
            return set()
        own = {leaves[attribute]} if attribute in leaves else set()
        deeper = [origins(each, seen | {attribute}) for each in made.get(attribute, set())]
        return own.union(*deeper)

    return [
        f"{each.name()} <- {', '.join(sorted(origins(each.exprId().id(), set())))}"
        for each in items(plan.output())
    ]


def answers(spark: Any, programs: Dict[str, Any]) -> List[Dict[str, Any]]:
    from pyspark.sql import Window, functions

    names: Dict[str, Any] = {"spark": spark, "F": functions, "Window": Window}
    for table, schema in programs["tables"].items():
        spark.createDataFrame([], schema).createOrReplaceTempView(table)
        names[table] = spark.table(table)
    return [
        {"frame": code, "columns": columns(eval(code, names), programs["tables"])}
        for code in programs["frames"]
    ]
