package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a request goes past JAX-RS or through it, the answer is the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShortcutTest {

  private TestDoor door;

  @BeforeAll
  void open(@TempDir Path folder) {
    door = new TestDoor(folder.resolve("state"));
    door.put(Ref.parse("Application/demo/there"), Doc.parse("{\"size\":1.50}"));
  }

  @AfterAll
  void close() {
    door.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          GET    | applications/demo/there       | ``                                 | 200
          GET    | applications/demo/there?x=1   | ``                                 | 422
          GET    | applications/demo/absent      | ``                                 | 404
          GET    | application/demo/there        | ``                                 | 404
          GET    | apply/demo/there              | ``                                 | 405
          PUT    | applications/demo/there       | {"spec":{"size":1.50}}             | 200
          PUT    | applications/demo/there       | {"spec":{"size":-1}}               | 422
          PUT    | applications/demo/there       | {"spec":                           | 400
          PUT    | applications/demo/there       | {"name":"other"}                   | 422
          PUT    | applications/demo/there       | []                                 | 422
          PUT    | kinds/system/application      | {}                                 | 403
          PUT    | applications/demo/there?dryRun=true | {"spec":{"size":2}}          | 200
          PUT    | applications/demo/there?dryRun=1    | {"spec":{"size":2}}          | 422
          DELETE | applications/demo/there?dryRun=true | ``                           | 204
          DELETE | applications/demo/absent      | ``                                 | 404
          POST   | transactions                  | {"changes":[{"delete":"A/b/c"}]}   | 403
          POST   | transactions                  | {"changes":[{"put":{"kind":"Application","tenant":"demo","name":"there","spec":{"size":1.50}}}]} | 200
          PATCH  | applications/demo/there       | {}                                 | 200
          HEAD   | applications/demo/there       | ``                                 | 200
          """)
  void bothWaysAnswerAlike(String method, String path, String body, int status) {
    Answer quick = ask(method, path, body, "application/json");
    Answer through = ask(method, path, body, "application/json;q=0.9");
    assertThat(quick.status()).as(quick.body()).isEqualTo(status);
    assertThat(through.status()).isEqualTo(status);
    assertThat(quick.body()).isEqualTo(through.body());
    assertThat(told(quick)).isEqualTo(told(through));
  }

  private Answer ask(String method, String path, String body, String accept) {
    Asked asked =
        Asked.of(method, "/api/v1/" + path)
            .with("Accept", accept, "X-Request-Id", "same")
            .by(TestDoor.ADA);
    return door.send(
        body.isEmpty() ? asked : asked.with("Content-Type", "application/json").body(body));
  }

  /** Headers but for the time, and the length that one of the two may not tell. */
  private static Map<String, String> told(Answer answer) {
    Map<String, String> headers = new TreeMap<>(answer.headers());
    headers.keySet().removeAll(java.util.Set.of("date", "content-length", "connection", "server"));
    return headers;
  }
}
