package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A resource changed by operations. */
class PatchTest {

  private static final String SHOP = "/api/v1/applications/demo/shop";

  @TempDir Path folder;
  private TestDoor door;

  @BeforeEach
  void open() {
    door = new TestDoor(folder.resolve("state"));
    door.json("PUT", SHOP, "{\"labels\":{\"a/b\":\"1\"},\"spec\":{\"size\":1.50}}");
  }

  @AfterEach
  void close() {
    door.close();
  }

  private Answer patch(String path, String operations, String... headers) {
    return door.json(
        "PATCH",
        path,
        operations.replace('\'', '"'),
        with(headers, "Content-Type", Bodies.JSON_PATCH));
  }

  private static String[] with(String[] headers, String... more) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void operationsAreDoneInOrder() {
    Answer patched =
        patch(
            SHOP,
            """
            [{'op':'test','path':'/spec/size','value':1.5},
             {'op':'replace','path':'/spec/size','value':2},
             {'op':'add','path':'/spec/note','value':'n'},
             {'op':'move','from':'/labels/a~1b','path':'/labels/c'}]""");
    assertThat(patched.status()).as(patched.body()).isEqualTo(200);
    assertThat(patched.tree().get("spec")).hasToString("{\"note\":\"n\",\"size\":2}");
    assertThat(patched.tree().get("labels")).hasToString("{\"c\":\"1\"}");
    assertThat(patched.header("etag")).isEqualTo("\"" + patched.at("/revision") + "\"");
    assertThat(door.get(SHOP).body()).isEqualTo(patched.body());
  }

  @Test
  void aTestThatFailsIsAConflictAndNothingIsDone() {
    String before = door.get(SHOP).body();
    Answer refused =
        patch(
            SHOP,
            "[{'op':'add','path':'/spec/note','value':'n'},"
                + "{'op':'test','path':'/spec/size','value':7}]");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.at("/type")).isEqualTo("urn:hansa:problem:conflict");
    assertThat(refused.at("/detail")).startsWith("operation 1: the test of '/spec/size' fails");
    assertThat(refused.at("/errors/0/pointer")).isEqualTo("/1");
    assertThat(door.get(SHOP).body()).isEqualTo(before);
  }

  @Test
  void itIsHeldToWhatWasRead() {
    String tag = door.get(SHOP).header("etag");
    String grow = "[{'op':'replace','path':'/spec/size','value':2}]";
    assertThat(patch(SHOP, grow, "If-Match", tag).status()).isEqualTo(200);
    assertThat(patch(SHOP, grow, "If-Match", tag).status()).isEqualTo(412);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/status", "/uid", "/revision", "/holds", "/conditions/0", "/values"})
  void onlyWhatIsTheUsersCanBePatched(String path) {
    for (String operation :
        List.of(
            "{'op':'copy','from':'" + path + "','path':'/spec/note'}",
            "{'op':'test','path':'" + path + "','value':1}",
            "{'op':'replace','path':'" + path + "','value':{}}")) {
      Answer refused = patch(SHOP, "[" + operation + "]");
      assertThat(refused.status()).as(operation).isEqualTo(409);
      assertThat(refused.at("/cure")).contains("Only kind, tenant, name, labels, spec");
    }
  }

  @Test
  void whatIsAddedBesideItIsPassedOverAsInAPut() {
    Answer patched = patch(SHOP, "[{'op':'add','path':'/status','value':{'endpoints':['x']}}]");
    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.body()).doesNotContain("endpoints");
  }

  @Test
  void rulesHoldAsForAPut() {
    assertThat(patch(SHOP, "[{'op':'replace','path':'/name','value':'x'}]").status())
        .isEqualTo(422);
    assertThat(
            patch(SHOP, "[{'op':'replace','path':'/spec/size','value':-1}]")
                .at("/errors/0/pointer"))
        .isEqualTo("/spec/size");
    assertThat(patch(SHOP, "[{'op':'replace','path':'','value':[]}]").status()).isEqualTo(422);
    assertThat(patch(SHOP + "s", "[]").status()).isEqualTo(404);
    String[] uma = {"Authorization", TestDoor.UMA};
    assertThat(patch("/api/v1/sites/demo/s", "[]", uma).status()).isIn(403, 404);
    String[] eve = {"Authorization", TestDoor.EVE};
    Answer foreign = patch(SHOP, "[{'op':'test','path':'/spec/size','value':1.5}]", eve);
    assertThat(foreign.status()).isEqualTo(403);
  }

  /** Each adds its own to what the others left: none is lost, and no test passes on what was. */
  @Test
  void patchesOfManyAtOnceAllCount() throws InterruptedException {
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String mine = "w" + i;
      writers.add(
          new Thread(
              () -> {
                for (int n = 0; n < 8; n++) {
                  patch(SHOP, "[{'op':'add','path':'/labels/" + mine + "-" + n + "','value':'x'}]");
                }
              }));
    }
    writers.forEach(Thread::start);
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(door.get(SHOP).tree().get("labels")).hasSize(33);
  }

  @Test
  void hiddenValuesAreNeitherReadNorChanged() {
    String secret = "/api/v1/secrets/demo/s";
    door.json("PUT", secret, "{\"spec\":{\"description\":\"of the shop\"}}");
    door.json("PUT", secret + "/values", "{\"password\":\"hunter2-geheim\"}");
    List<String> tricks =
        List.of(
            "{'op':'test','path':'/values/password','value':'hunter2-geheim'}",
            "{'op':'test','path':'/spec/password','value':'hunter2-geheim'}",
            "{'op':'test','path':'/status/keys/0','value':'password'}",
            "{'op':'copy','from':'/values/password','path':'/spec/description'}",
            "{'op':'copy','from':'/status/keys','path':'/spec/description'}",
            "{'op':'move','from':'/values','path':'/spec/description'}",
            "{'op':'add','path':'/values/password','value':'other'}",
            "{'op':'add','path':'/spec/password','value':'other'}",
            "{'op':'add','path':'/values','value':{'password':'other'}}");
    for (String trick : tricks) {
      Answer refused = patch(secret, "[" + trick + "]");
      assertThat(refused.status()).as(trick).isIn(409, 422);
      assertThat(refused.body()).doesNotContain("hunter2");
    }
    assertThat(door.real.reveal(Ref.parse("Secret/demo/s")))
        .containsExactly(java.util.Map.entry("password", "hunter2-geheim"));
    Answer described =
        patch(secret, "[{'op':'replace','path':'/spec/description','value':'of both'}]");
    assertThat(described.at("/spec/description")).isEqualTo("of both");
    assertThat(door.real.reveal(Ref.parse("Secret/demo/s"))).containsKey("password");
  }

  @Test
  void whatIsBeingDeletedIsNotPatched() {
    door.submit(new Change.Finalizer(Ref.parse("Application/demo/shop"), "cleaner", true));
    assertThat(door.call("DELETE", SHOP).status()).isEqualTo(202);
    assertThat(patch(SHOP, "[{'op':'replace','path':'/spec/size','value':3}]").status())
        .isEqualTo(409);
    door.submit(new Change.Finalizer(Ref.parse("Application/demo/shop"), "cleaner", false));
  }
}
