import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.RESTCatalogAdapter;
import org.apache.iceberg.rest.RESTCatalogServlet;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/**
 * The reference REST catalog of Apache Iceberg on loopback: {@code RestCatalogs FOLDER NAME…} serves one
 * catalog per name at {@code /NAME/v1/…}, each with a database and a warehouse of files in the folder.
 *
 * <p>The main class that comes with Iceberg listens on every interface and holds one catalog.
 */
public final class RestCatalogs {
  private RestCatalogs() {}

  public static void main(String[] arguments) throws Exception {
    File folder = new File(arguments[0]);
    ServletContextHandler handler = new ServletContextHandler(ServletContextHandler.NO_SESSIONS);
    for (int i = 1; i < arguments.length; i++) {
      String name = arguments[i];
      RESTCatalogAdapter adapter = new RESTCatalogAdapter(openCatalog(folder, name));
      handler.addServlet(new ServletHolder(new Servlet(adapter, "/" + name)), "/" + name + "/*");
    }
    Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
    server.setHandler(handler);
    server.start();
    System.out.printf("ready {\"port\": %d, \"pid\": %d}%n", server.getURI().getPort(), ProcessHandle.current().pid());
    server.join();
  }

  private static JdbcCatalog openCatalog(File folder, String name) {
    JdbcCatalog catalog = new JdbcCatalog();
    catalog.setConf(new Configuration());
    catalog.initialize(
        name,
        Map.of(
            "uri", "jdbc:sqlite:" + new File(folder, name + ".db"),
            "warehouse", "file://" + new File(folder, name),
            // The first version has no views.
            "jdbc.schema-version", "V1"));
    return catalog;
  }

  /** Iceberg's servlet knows paths from the root only. */
  private static final class Servlet extends RESTCatalogServlet {
    private static final long serialVersionUID = 1L;
    private final String prefix;

    Servlet(RESTCatalogAdapter adapter, String prefix) {
      super(adapter);
      this.prefix = prefix;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      super.service(
          new HttpServletRequestWrapper(request) {
            @Override
            public String getRequestURI() {
              return super.getRequestURI().substring(prefix.length());
            }
          },
          response);
    }
  }
}
