import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes readings of a machine and keeps what matters: rolling means and whether it shakes too much.
 *
 * <p>POST /readings takes one reading; GET /summary says what is known; GET /health says ok. It
 * listens on PORT_HTTP of LISTEN (127.0.0.1; 0.0.0.0 for what runs on other machines). ALARM_ABOVE
 * is the mean vibration, in mm/s, above which it alarms.
 */
public class Analyse {

  private static final int WINDOW = 20;
  private static final int LARGEST = 4096;
  private static final Pattern READING =
      Pattern.compile(
          "\\{\"machine\":\"([-a-z0-9]{1,40})\",\"seq\":([0-9]{1,15}),\"at\":\"([-0-9T:Z.]{1,40})\","
              + "\"celsius\":([0-9.]{1,12}),\"vibration\":([0-9.]{1,12})}");

  private record Reading(String machine, long seq, String at, double celsius, double vibration) {}

  private final Deque<Reading> window = new ArrayDeque<>();
  private final double alarmAbove;
  private final String instance;
  private final Instant started = Instant.now();
  private long taken;

  Analyse(double alarmAbove, String instance) {
    this.alarmAbove = alarmAbove;
    this.instance = instance;
  }

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(System.getenv("PORT_HTTP"));
    double alarmAbove = Double.parseDouble(System.getenv().getOrDefault("ALARM_ABOVE", "4.5"));
    Analyse analyse = new Analyse(alarmAbove, "analyse@" + ProcessHandle.current().pid());
    String listen = System.getenv().getOrDefault("LISTEN", "127.0.0.1");
    HttpServer server = HttpServer.create(new InetSocketAddress(listen, port), 50);
    server.createContext("/readings", analyse::readings);
    server.createContext("/summary", e -> answer(e, 200, analyse.summary()));
    server.createContext("/health", e -> answer(e, 200, "{\"ok\":true}"));
    server.setExecutor(Executors.newFixedThreadPool(4));
    // Who has been let in is answered before it ends.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(1)));
    server.start();
    System.out.println("analyse: listens on " + port + ", alarms above " + alarmAbove + " mm/s");
  }

  private void readings(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST);
    Matcher m = READING.matcher(new String(body, StandardCharsets.UTF_8).strip());
    if (!exchange.getRequestMethod().equals("POST") || !m.matches()) {
      answer(exchange, 400, "{\"error\":\"POST one reading: machine, seq, at, celsius, vibration\"}");
      return;
    }
    try {
      take(
          new Reading(
              m.group(1), Long.parseLong(m.group(2)), m.group(3),
              Double.parseDouble(m.group(4)), Double.parseDouble(m.group(5))));
      answer(exchange, 202, "{\"taken\":" + m.group(2) + "}");
    } catch (NumberFormatException e) {
      answer(exchange, 400, "{\"error\":\"not a number\"}");
    }
  }

  private synchronized void take(Reading reading) {
    boolean before = alarm();
    window.addLast(reading);
    if (window.size() > WINDOW) {
      window.removeFirst();
    }
    taken++;
    if (alarm() != before) {
      System.out.println("analyse: alarm is " + (alarm() ? "ON" : "off") + " at reading " + reading.seq());
    }
  }

  private boolean alarm() {
    return mean(Reading::vibration) > alarmAbove;
  }

  private double mean(ToDoubleFunction<Reading> field) {
    return window.stream().mapToDouble(field).average().orElse(0);
  }

  private synchronized String summary() {
    Reading last = window.peekLast();
    String newest =
        last == null
            ? "null"
            : String.format(
                Locale.ROOT,
                "{\"machine\":\"%s\",\"seq\":%d,\"at\":\"%s\",\"celsius\":%.2f,\"vibration\":%.2f}",
                last.machine(), last.seq(), last.at(), last.celsius(), last.vibration());
    return String.format(
        Locale.ROOT,
        "{\"instance\":\"%s\",\"since\":\"%s\",\"taken\":%d,\"meanCelsius\":%.2f,"
            + "\"meanVibration\":%.2f,\"alarm\":%b,\"last\":%s}",
        instance, started, taken, mean(Reading::celsius), mean(Reading::vibration), alarm(), newest);
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
