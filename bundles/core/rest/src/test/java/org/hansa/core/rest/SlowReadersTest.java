package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Readiness;
import org.hansa.core.api.Ref;
import org.hansa.core.api.facade.Facade;
import org.hansa.core.api.facade.Refusal;
import org.hansa.core.api.facade.Reply;
import org.hansa.core.api.format.Imported;
import org.hansa.core.api.format.Importer;
import org.hansa.core.api.page.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that ask for much and do not read it, or send their bodies slowly. */
class SlowReadersTest {

  private static final byte[] LARGE = "x".repeat(512 << 10).getBytes(StandardCharsets.US_ASCII);
  private static final String ELSEWHERE = "127.0.0.2";
  private static final String HERE = "127.0.0.1";
  private static final String LOGIN = "{\"name\":\"bob@demo\",\"password\":\"bobs secret\"}";

  private final List<Socket> sockets = new ArrayList<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch free = new CountDownLatch(1);
  private TestDoor door;

  /** Answers much; at {@code /much/late} only when it is let. */
  private final class Much implements Facade {

    @Override
    public String path() {
      return "/much";
    }

    @Override
    public Reply reply(org.hansa.core.api.facade.Asked request) {
      if (request.path().endsWith("/late")) {
        asked.countDown();
        held(free);
      }
      return new Reply(200, Map.of(), LARGE);
    }

    @Override
    public Reply refused(Refusal refusal) {
      return new Reply(refusal.status(), Map.of(), new byte[0]);
    }
  }

  /** Understands nothing, and says so at length. */
  private static final class Verbose implements Importer {

    @Override
    public String format() {
      return "verbose";
    }

    @Override
    public String about() {
      return "Much";
    }

    @Override
    public Imported read(JsonNode document, Wanted wanted) {
      String much = new String(LARGE, StandardCharsets.US_ASCII);
      Ref ref = new Ref("Application", wanted.tenant(), "much");
      return new Imported(
          new Draft(ref, Map.of(), Optional.empty(), Set.of(), Doc.EMPTY),
          List.of(new Imported.Note("[0]", "1", false, much, "Cure.")));
    }
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    door = new TestDoor(folder);
    door.narrow();
    door.facades.add(new Much());
    door.importers.add(new Verbose());
    door.pages.add(
        path ->
            path.equals("/ui/") ? Optional.of(new Page(200, Map.of(), LARGE)) : Optional.empty());
  }

  @AfterEach
  void close() throws IOException {
    free.countDown();
    for (Socket socket : sockets) {
      socket.close();
    }
    door.close();
  }

  private static void held(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Takes next to nothing of what it does not read. */
  private Socket socket(String address) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setReceiveBufferSize(4 << 10);
    socket.setSoTimeout(60_000);
    socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), door.port()));
    return socket;
  }

  private Socket send(String address, Asked what) throws IOException {
    Socket socket = socket(address);
    socket.getOutputStream().write(what.bytes());
    return socket;
  }

  /** Asks so often at once, and of each answer reads the first line; counts them by status. */
  private Map<Integer, Long> asking(int times, String address, Asked what) throws IOException {
    List<Socket> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.add(send(address, what));
    }
    return statuses(all);
  }

  private static Map<Integer, Long> statuses(List<Socket> all) throws IOException {
    List<Integer> statuses = new ArrayList<>();
    for (Socket socket : all) {
      String line = Answer.line(socket.getInputStream());
      statuses.add(Integer.parseInt(line.split(" ", -1)[1]));
    }
    return statuses.stream().collect(Collectors.groupingBy(s -> s, Collectors.counting()));
  }

  private static Asked much(String path) {
    return Asked.of("POST", path).by(TestDoor.BOB).body("<much/>");
  }

  private static Asked verbose() {
    return Asked.of("POST", "/api/v1/imports/verbose")
        .with("Content-Type", "text/plain")
        .by(TestDoor.BOB)
        .body("1");
  }

  @Test
  void whoeverReadsNoAnswerOfAFacadeHoldsOnlySoManyThreads() throws IOException {
    assertThat(asking(Patience.EACH, HERE, much("/much"))).containsOnlyKeys(200);
    assertThat(asking(1, HERE, much("/much"))).containsOnlyKeys(429);

    assertThat(door.send(verbose()).status()).isEqualTo(429);
    assertThat(door.get("/api/v1/me").status()).isEqualTo(200);
  }

  @Test
  void whoeverReadsNoAnswerOfJaxRsHoldsOnlySoManyThreads() throws IOException {
    assertThat(asking(Patience.EACH, HERE, verbose())).containsOnlyKeys(200);
    assertThat(asking(1, HERE, verbose())).containsOnlyKeys(429);

    Answer planned =
        door.send(
            Asked.of("POST", "/api/v1/plan")
                .with("Content-Type", "application/json")
                .by(TestDoor.BOB)
                .body("{\"put\":[],\"delete\":[]}"));
    assertThat(planned.status()).isEqualTo(429);
    assertThat(planned.at("/detail")).contains("40 of user:bob@demo");
    assertThat(door.get("/api/v1/me").status()).isEqualTo(200);
  }

  @Test
  void whatWasDoneAndCannotBeToldIsCutAndNotRefused() throws IOException {
    Socket late = send(HERE, much("/much/late"));
    held(asked);
    asking(Patience.EACH, HERE, much("/much"));
    free.countDown();

    byte[] told;
    try {
      told = late.getInputStream().readAllBytes();
    } catch (SocketException reset) {
      told = new byte[0];
    }
    assertThat(new String(told, StandardCharsets.US_ASCII)).isEmpty();
    await().until(() -> door.visits.stream().anyMatch(l -> l.contains("/late ")));
    assertThat(door.visits).filteredOn(l -> l.contains("/late ")).allMatch(l -> l.endsWith(" cut"));
  }

  /** All are let in while nobody waits yet, so it is seen only when they are written. */
  @Test
  void ofManyAtOnceNoneIsAnsweredEmptyOrInPart() throws IOException {
    int many = Patience.EACH + 10;
    CountDownLatch all = new CountDownLatch(many);
    door.parts.add(
        new Readiness() {
          @Override
          public String part() {
            return "much";
          }

          @Override
          public Optional<String> trouble() {
            all.countDown();
            held(all);
            return Optional.of(new String(LARGE, StandardCharsets.US_ASCII));
          }
        });
    List<Socket> open = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      open.add(send(HERE, Asked.of("GET", "/health/ready")));
    }

    assertThat(statuses(open)).isEqualTo(Map.of(503, (long) Patience.EACH, 429, 10L));
    assertThat(door.send(Asked.of("GET", "/health/live")).status()).isEqualTo(200);
  }

  @Test
  void whoeverDoesNotReadAPageTakesItFromNobodyElsewhere() throws IOException {
    Asked page = Asked.of("GET", "/ui/");
    assertThat(asking(Patience.EACH + 1, ELSEWHERE, page))
        .isEqualTo(Map.of(200, (long) Patience.EACH, 429, 1L));

    assertThat(door.send(page).body()).hasSize(LARGE.length);
  }

  @Test
  void whoeverLogsInSlowlyKeepsNobodyElsewhereFromIt() throws IOException {
    Asked slow =
        Asked.of("POST", SessionDoor.PATH)
            .with("Content-Type", "application/json")
            .with("Content-Length", "1000")
            .body("{");
    List<Socket> open = new ArrayList<>();
    for (int i = 0; i <= Patience.EACH; i++) {
      open.add(send(ELSEWHERE, slow));
    }
    await()
        .until(
            () -> {
              for (Socket socket : open) {
                if (socket.getInputStream().available() > 0) {
                  return true;
                }
              }
              return false;
            });

    Socket other = socket(HERE);
    other
        .getOutputStream()
        .write(
            ("POST "
                    + SessionDoor.PATH
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: "
                    + LOGIN.length()
                    + "\r\nExpect: 100-continue\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    assertThat(Answer.line(other.getInputStream())).contains(" 100 ");
    assertThat(Answer.line(other.getInputStream())).isEmpty();
    // The server waits for the rest by now, whoever else does.
    other.getOutputStream().write(LOGIN.substring(0, 1).getBytes(StandardCharsets.US_ASCII));
    other.getOutputStream().write(LOGIN.substring(1).getBytes(StandardCharsets.US_ASCII));
    assertThat(Answer.line(other.getInputStream())).contains(" 201 ");
  }

  @Test
  void shortAnswersThatNobodyReadsHoldNoThread() throws IOException {
    int many = 30;
    String one =
        "GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + TestDoor.BOB + "\r\n\r\n";
    String none = "GET /api/v1/applications/demo/none" + one.substring("GET /api/v1/me".length());
    byte[] pipeline =
        String.join("", Collections.nCopies(100, one + none)).getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < many; i++) {
      socket(HERE).getOutputStream().write(pipeline);
    }
    // Each is stuck once no more of them are answered.
    await()
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              int before = door.visits.size();
              await().pollDelay(Duration.ofMillis(250)).until(() -> true);
              return before >= many && door.visits.size() == before;
            });
    assertThat(door.visits.size()).isLessThan(many * 200);
    assertThat(door.busy()).isLessThan(many);
  }
}
