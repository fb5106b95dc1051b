import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;

/**
 * What the shift sees: one page, and /api/state for programs. Both show what analyse knows right now
 * (the last reading's number and time, the means, the alarm) and which instances answered.
 *
 * <p>It listens on PORT_HTTP of LISTEN (127.0.0.1) and asks ANALYSE_URL. While analyse is away the page says so, with
 * status 503 from /api/state, and recovers by itself.
 */
public class Page {

  private static final String HTML =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Factory line</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <style>
        body { font: 16px system-ui, sans-serif; margin: 3rem auto; max-width: 34rem; color: #1c2b33 }
        h1 { font-weight: 600 } dl { display: grid; grid-template-columns: 1fr 1fr; gap: 1px; background: #dde5e9 }
        dt, dd { background: #fff; margin: 0; padding: .7rem } dd { text-align: right; font-variant-numeric: tabular-nums }
        #state { padding: .8rem 1rem; border-radius: .4rem; color: #fff; background: #7a8a93 }
        #state.good { background: #1f7a4d } #state.bad { background: #b3261e }
      </style></head><body>
      <h1>Factory line</h1><p id="state">Waiting for the first reading</p>
      <dl><dt>Machine</dt><dd id="machine">-</dd><dt>Reading</dt><dd id="seq">-</dd>
      <dt>Taken at</dt><dd id="at">-</dd><dt>Temperature, mean</dt><dd id="celsius">-</dd>
      <dt>Vibration, mean</dt><dd id="vibration">-</dd><dt>Answered by</dt><dd id="by">-</dd></dl>
      <script>
        const show = (id, text) => document.getElementById(id).textContent = text;
        const state = (text, kind) => { show('state', text); document.getElementById('state').className = kind };
        async function look() {
          try {
            const answer = await fetch('api/state'), s = await answer.json();
            if (!answer.ok) { state(s.error, ''); return }
            const a = s.analyse, last = a.last;
            if (!last) { state('Waiting for the first reading', ''); return }
            state(a.alarm ? 'The machine shakes too much' : 'The machine runs well', a.alarm ? 'bad' : 'good');
            show('machine', last.machine); show('seq', last.seq); show('at', last.at);
            show('celsius', a.meanCelsius + ' \\u00b0C'); show('vibration', a.meanVibration + ' mm/s');
            show('by', s.page + ', ' + a.instance);
          } catch (e) { state('The page does not answer', '') }
        }
        look(); setInterval(look, 1000);
      </script></body></html>
      """;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();
  private final URI summary;
  private final String instance = "page@" + ProcessHandle.current().pid();

  Page(URI summary) {
    this.summary = summary;
  }

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(System.getenv("PORT_HTTP"));
    Page page = new Page(URI.create(System.getenv("ANALYSE_URL") + "/summary"));
    String listen = System.getenv().getOrDefault("LISTEN", "127.0.0.1");
    HttpServer server = HttpServer.create(new InetSocketAddress(listen, port), 50);
    server.createContext("/", Page::page);
    server.createContext("/api/state", page::state);
    server.setExecutor(Executors.newFixedThreadPool(4));
    // Who has been let in is answered before it ends.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(1)));
    server.start();
    System.out.println("page: listens on " + port + ", asks " + page.summary);
  }

  private static void page(HttpExchange exchange) throws IOException {
    boolean known = exchange.getRequestURI().getPath().equals("/");
    answer(exchange, known ? 200 : 404, "text/html; charset=utf-8", known ? HTML : "Not here.");
  }

  private void state(HttpExchange exchange) throws IOException {
    try {
      HttpRequest request = HttpRequest.newBuilder(summary).timeout(Duration.ofSeconds(5)).build();
      var found = client.send(request, BodyHandlers.ofString());
      if (found.statusCode() == 200) {
        String json = "{\"page\":\"" + instance + "\",\"analyse\":" + found.body() + "}";
        answer(exchange, 200, "application/json", json);
        return;
      }
    } catch (IOException away) {
      // Said below: to the user it is the same as any other wrong answer.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    answer(exchange, 503, "application/json", "{\"error\":\"analyse does not answer\"}");
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
