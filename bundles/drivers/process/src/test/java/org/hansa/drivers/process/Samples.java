package org.hansa.drivers.process;

/** Programs that tests run. */
final class Samples {

  /** Answers /health with 200 on the port of its first argument, and each path with its name. */
  static final String WEB =
      """
      import com.sun.net.httpserver.HttpServer;
      import java.net.InetSocketAddress;
      class Web {
        public static void main(String[] a) throws Exception {
          HttpServer s = HttpServer.create(
              new InetSocketAddress("127.0.0.1", Integer.parseInt(a[0])), 0);
          s.createContext("/health", x -> { x.sendResponseHeaders(200, -1); x.close(); });
          s.start();
        }
      }
      """;

  private Samples() {}
}
