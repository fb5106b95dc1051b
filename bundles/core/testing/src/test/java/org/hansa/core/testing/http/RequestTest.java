package org.hansa.core.testing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.driver.DriverException.Reason.INTERNAL;
import static org.hansa.core.driver.DriverException.Reason.INVALID;
import static org.hansa.core.driver.DriverException.Reason.UNAVAILABLE;
import static org.hansa.core.testing.http.Setting.failure;
import static org.hansa.core.testing.http.Setting.late;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.http.Credentials;
import org.hansa.core.driver.http.HttpCaller;
import org.hansa.core.driver.http.Request;
import org.hansa.core.testing.fault.Fault;
import org.hansa.core.testing.fault.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RequestTest {

  private Setting setting;

  @BeforeEach
  void open() throws IOException {
    setting = new Setting();
  }

  @AfterEach
  void close() {
    setting.close();
  }

  private Vendor.Seen seen(Request request) {
    HttpCaller caller =
        setting.caller(URI.create("http://127.0.0.1:" + setting.proxy.port() + "/api/"), s -> s);
    caller.send(request.answers(404), late());
    return setting.vendor.seen().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "a, a",
    "a/b?c, a%2Fb%3Fc",
    "a b#c%2F, a%20b%23c%252F",
    "ü, %C3%BC",
    "'x;y=z,&', x%3By%3Dz%2C%26",
    "..., ...",
    "a..b, a..b",
    "{id}, %7Bid%7D"
  })
  void aValueStaysInItsSegment(String value, String encoded) {
    Vendor.Seen seen = seen(Request.get("/servers/{id}:start/{id}", value, value));

    assertThat(seen.path()).isEqualTo("/api/servers/" + encoded + ":start/" + encoded);
    assertThat(seen.query()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "../x", "x/..", "x/../y", "..\\x", "a\r\nb", "a\u0000", "\n.."})
  void aValueThatWouldEscapeIsRefused(String value) {
    failure(INVALID, () -> Request.get("/servers/{id}", value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"servers", "/a/../b", "/a?b=c", "/a#b", "/a b", "/{a}", "/a/.", "/\r\n"})
  void aTemplateThatIsNoneIsADefect(String template) {
    failure(INTERNAL, () -> Request.get(template));
  }

  @Test
  void aQueryIsEncoded() {
    Vendor.Seen seen = seen(Request.get("/x").query("a&b", "c=d&e +f").query("z", ""));

    assertThat(seen.query()).isEqualTo("a%26b=c%3Dd%26e%20%2Bf&z=");
  }

  @ParameterizedTest
  @CsvSource({
    "X-A, 'a\r\nX-B: c'",
    "X-A, 'a\nb'",
    "X-A, 'a\u0000'",
    "X-A, '\u20ac'",
    "'X-A: b\r\nX-C', d",
    "'X A', d",
    "'', d",
    "Host, evil",
    "Content-Length, 3",
    "authorization, Basic x",
    "Proxy-Authorization, x",
    "Transfer-Encoding, chunked"
  })
  void aHeaderThatWouldBeMoreThanOneOrAnothersIsRefused(String name, String value) {
    failure(INVALID, () -> Request.get("/x").header(name, value));
  }

  @Test
  void neitherAMethodNorAContentTypeNorASecretCarriesAHeader() {
    failure(INVALID, () -> Request.of("GET /x HTTP/1.1\r\nX: ", "/x"));
    failure(INVALID, () -> Request.post("/x").bytes("a/b\r\nX: y", new byte[0]));
    DriverException e = failure(INVALID, () -> Credentials.bearer("hush\r\nX: y"));
    assertThat(e.getMessage()).doesNotContain("hush");
  }

  @Test
  void aFormIsSent() {
    Vendor.Seen seen = seen(Request.post("/x").form("grant", "a&b", "p", "ü"));

    assertThat(seen.body()).isEqualTo("grant=a%26b&p=%C3%BC");
    assertThat(seen.header("Content-type")).isEqualTo("application/x-www-form-urlencoded");
  }

  @Test
  void aLinkIsTakenAsTheServerGaveIt() {
    Vendor.Seen seen = seen(Request.link("GET", "/redfish/v1/a%2Fb?x=1#/frag"));

    assertThat(seen.path()).isEqualTo("/redfish/v1/a%2Fb");
    assertThat(seen.query()).isEqualTo("x=1");
  }

  private static InputStream content(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aStreamIsSentFromItsBeginningAgain() {
    AtomicInteger opened = new AtomicInteger();
    setting.proxy.play(Rule.always(Fault.lostAnswer()).once());

    seen(
        Request.put("/image").stream(
                "application/octet-stream",
                200_000,
                () -> {
                  opened.incrementAndGet();
                  return content("y".repeat(200_000));
                })
            .idempotent());

    assertThat(opened).hasValue(2);
    assertThat(setting.vendor.seen())
        .hasSize(2)
        .allSatisfy(
            s -> {
              assertThat(s.body()).isEqualTo("y".repeat(200_000));
              assertThat(s.header("Content-length")).isEqualTo("200000");
            });
  }

  @ParameterizedTest
  @CsvSource({"99999, not the 99999", "100001, has 100000 bytes"})
  void aStreamOfAnotherLengthFails(long length, String message) {
    HttpCaller caller = setting.caller();

    DriverException e =
        failure(
            INTERNAL,
            () ->
                caller.send(
                    Request.put("/image").stream("a/b", length, () -> content("y".repeat(100_000)))
                        .idempotent(),
                    late()));

    assertThat(e).hasMessageContaining(message);
    assertThat(setting.vendor.count("PUT", "/image")).isZero();
  }

  @Test
  void aStreamThatCannotBeReadFails() {
    HttpCaller caller = setting.caller();
    List<DriverException> both =
        List.of(
            failure(
                INTERNAL,
                () ->
                    caller.send(
                        Request.put("/image").stream(
                            "a/b",
                            5,
                            () -> {
                              throw new IOException("no such artefact");
                            }),
                        late())),
            failure(
                INTERNAL,
                () ->
                    caller.send(
                        Request.put("/image").stream(
                            "a/b",
                            5,
                            () ->
                                new InputStream() {
                                  @Override
                                  public int read() throws IOException {
                                    throw new IOException("a bad block");
                                  }

                                  @Override
                                  public int read(byte[] to, int from, int length)
                                      throws IOException {
                                    return read();
                                  }
                                }),
                        late())));

    assertThat(both.get(0)).hasMessageContaining("no such artefact");
    assertThat(both.get(1)).hasMessageContaining("a bad block");
  }

  @Test
  void anUploadEndsByItsDeadlineToo() {
    setting.proxy.play(Rule.always(Fault.halfOpen()));
    HttpCaller caller = setting.caller();

    failure(
        UNAVAILABLE,
        () ->
            caller.send(
                Request.put("/image").stream(
                    "a/b", 50_000_000, () -> content("y".repeat(50_000_000))),
                Setting.soon()));
  }
}
