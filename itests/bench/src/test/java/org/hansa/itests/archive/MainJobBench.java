package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.hansa.itests.bench.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The figures of the main job, ours and the peer's in turn, five times each after one that is not
 * counted. It asserts only that what is measured works; the table is its result.
 */
class MainJobBench {

  private static final int ROUNDS = Integer.getInteger("hansa.bench.rounds", 5);

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void startAgainstBareKaraf() throws Exception {
    Path documents = Example.copy(folder);
    Distribution hansa = Distribution.withAdministrator(folder, documents);
    Path karaf = Peers.unpackKaraf(folder);
    Figures time = new Figures("first answer after start", "s");
    Figures memory = new Figures("resident memory at first answer", "MiB");
    hansa.start();
    new Example(hansa, documents).addSite();
    hansa.stop();
    for (int round = 0; round <= ROUNDS; round++) {
      long began = System.nanoTime();
      assertThat(hansa.run("", "bin/start").code()).isZero();
      soon().until(() -> hansa.rest().get("/sites/system/local").status() == 200);
      double ours = since(began);
      double ourMemory = Peers.resident(hansa.pid());
      hansa.stop();
      began = System.nanoTime();
      Process bare = Peers.karaf(karaf);
      double theirs = since(began);
      double theirMemory = Peers.resident(bare.pid());
      Peers.end(bare);
      if (round > 0) {
        time.ours(ours);
        time.peers(theirs);
        memory.ours(ourMemory);
        memory.peers(theirMemory);
      }
    }
    Report.print(
        "Hansa (first 200 that reads a stored resource) | bare Karaf (first shell answer)",
        List.of(time.line(), memory.line(), archives()));
  }

  @Test
  void applyAgainstAScript() throws Exception {
    Path documents = Example.copy(folder);
    Distribution hansa = Distribution.withAdministrator(folder, documents);
    Figures time = new Figures("apply to the example's first answer", "s");
    try {
      hansa.start();
      Example example = new Example(hansa, documents);
      example.addSite();
      ObjectNode application = example.document();
      for (int round = 0; round <= ROUNDS; round++) {
        long began = System.nanoTime();
        example.apply(application).ok();
        soon().until(() -> example.state().at("/analyse/last/seq").asInt() > 0);
        double ours = since(began);
        example.delete().ok();
        example.awaitGone();
        int analyse = freePort();
        int page = freePort();
        began = System.nanoTime();
        Process script = Peers.example(documents, analyse, page);
        soon().until(() -> ask(page).contains("\"seq\""));
        double theirs = since(began);
        Peers.end(script);
        if (round > 0) {
          time.ours(ours);
          time.peers(theirs);
        }
      }
    } finally {
      hansa.end();
    }
    Report.print("Hansa | the same processes by a shell script", List.of(time.line()));
  }

  private String ask(int port) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/api/state");
    return client
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static String archives() throws IOException {
    double ours = Files.size(Path.of(System.getProperty("hansa.archive"))) / 1e6;
    double theirs = Files.size(Path.of(System.getProperty("hansa.karaf"))) / 1e6;
    return String.format("%-52s %.1f MB | %.1f MB", "size of the archive", ours, theirs);
  }

  private static ConditionFactory soon() {
    return await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .pollDelay(Duration.ZERO)
        .ignoreExceptions();
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
