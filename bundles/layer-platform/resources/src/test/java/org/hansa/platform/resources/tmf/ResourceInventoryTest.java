package org.hansa.platform.resources.tmf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.hansa.platform.resources.Front;
import org.hansa.platform.resources.Standard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceInventoryTest {

  private static final String OLGA = "olga";
  private static final String DOCUMENT =
      "tmforum/tmforum-apis__TMF639_ResourceInventory/"
          + "TMF639-Resource_Inventory_Management-v5.0.0.oas.yaml";
  private static final String HOST = "Host/system/rack.one";

  @TempDir static Path folder;
  private static Front shared;
  private Front front = shared;

  @BeforeAll
  static void open() {
    shared = new Front(folder.resolve("shared"), ResourceInventory::new);
  }

  @AfterAll
  static void close() {
    shared.close();
  }

  /** For a test that changes what is there. */
  private void alone(Path own) {
    front = new Front(own, ResourceInventory::new);
  }

  @AfterEach
  void leave() {
    if (front != shared) {
      front.close();
    }
  }

  private Front.Said list(String account, String query) {
    return front.get(account, ResourceInventory.LIST, query);
  }

  private Front.Said one(String account, String id, String query) {
    return front.get(account, ResourceInventory.LIST + "/" + id, query);
  }

  private JsonNode entity(String ref) {
    Front.Said said = one(OLGA, front.uid(ref), "");
    assertThat(said.status()).as(said.toString()).isEqualTo(200);
    return said.body();
  }

  private static List<String> names(Front.Said said) {
    assertThat(said.status()).as(said.toString()).isEqualTo(200);
    List<String> names = new ArrayList<>();
    said.body().forEach(each -> names.add(each.path("name").asText()));
    return names;
  }

  private static JsonNode trait(JsonNode entity, String name) {
    return StreamSupport.stream(entity.path("resourceCharacteristic").spliterator(), false)
        .filter(c -> c.path("name").asText().equals(name))
        .map(c -> c.path("value"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + entity));
  }

  @Test
  void aHostSaysWhatItHasAndWhatIsLeftOfIt(@TempDir Path own) {
    alone(own);
    front.put("Reservation/demo/r", "{'pool':'Host/system/rack.one','amounts':{'cpu':1.5}}");
    JsonNode host = entity(HOST);

    assertThat(host.path("name").asText()).isEqualTo("rack.one");
    assertThat(host.path("operationalState").asText()).isEqualTo("enabled");
    assertThat(host.path("administrativeState").asText()).isEqualTo("unlocked");
    assertThat(host.path("usageState").asText()).isEqualTo("active");
    assertThat(host.at("/resourceSpecification/id").asText()).isEqualTo("Host");
    assertThat(host.at("/externalIdentifier/0/id").asText()).isEqualTo(HOST);
    assertThat(trait(host, "cpu.capacity").path("amount").asInt()).isEqualTo(4);
    assertThat(trait(host, "cpu.reserved").path("amount").asText()).isEqualTo("1.5");
    assertThat(trait(host, "cpu.free").path("amount").asText()).isEqualTo("2.5");
    assertThat(trait(host, "cpu.free").path("units").asText()).isEqualTo("cores");
    assertThat(trait(host, "memory.free").path("units").asText()).isEqualTo("bytes");
    assertThat(trait(host, "cpu.capacity").path("source").asText())
        .isEqualTo("endpoint rack by driver process");
    assertThat(trait(host, "cpu.used").has("amount")).isFalse();
    assertThat(trait(host, "cpu.used").path("source").asText()).startsWith("not known: ");
    assertThat(trait(host, "fact.os").asText()).isEqualTo("linux");
  }

  @Test
  void aHostLeadsToItsSiteAndEndpoint() {
    JsonNode relations = entity(HOST).path("resourceRelationship");

    assertThat(relations.findValuesAsText("relationshipType"))
        .containsExactly("isContainedIn", "reliesOn");
    String site = relations.at("/0/resource/href").asText();
    assertThat(site).startsWith(Front.BASE + ResourceInventory.LIST + "/");
    Front.Said there = front.get(OLGA, site.substring(Front.BASE.length()), "");
    assertThat(there.body().path("name").asText()).isEqualTo("here");
    assertThat(
            names(list(OLGA, "resourceRelationship.resource.id=" + front.uid("Site/system/here"))))
        .containsExactly("rack.one", "rack");
  }

  @Test
  void aSiteSumsUpItsHostsAndSaysWhoseItIs() {
    JsonNode site = entity("Site/system/here");

    assertThat(trait(site, "cpu.free").path("amount").asInt()).isEqualTo(4);
    assertThat(trait(site, "simulated").asBoolean()).isFalse();
    assertThat(trait(site, "location").path("latitude").asText()).isEqualTo("53.87");
    assertThat(site.path("usageState").asText()).isEqualTo("idle");
    assertThat(site.path("relatedParty").findValuesAsText("role"))
        .containsExactly("owner", "provider");
  }

  @Test
  void whatDoesNotAnswerIsNotShownAsItWas(@TempDir Path own) {
    alone(own);
    front.status(
        HOST, "{'allocatable':{'cpu':4},'address':'x','firstPort':1,'lastPort':2}", "UNKNOWN");
    JsonNode host = entity(HOST);

    assertThat(host.path("unknownStatus").asBoolean()).isTrue();
    assertThat(host.has("operationalState")).isFalse();
    assertThat(trait(host, "cpu.capacity").has("amount")).isFalse();
    assertThat(trait(host, "cpu.unconfirmed").path("current").asBoolean()).isFalse();
    assertThat(trait(host, "cpu.unconfirmed").path("amount").asInt()).isEqualTo(4);
    assertThat(entity("Site/system/here").path("availabilityStatus").asText())
        .isEqualTo("degraded");
  }

  @Test
  void aCordonedSiteTakesNothingNewAndAFullHostIsBusy(@TempDir Path own) {
    alone(own);
    front.put("Site/system/here", "{'provider':'own','jurisdiction':'DE','cordoned':true}");
    front.put("Reservation/demo/r", "{'pool':'Host/system/rack.one','amounts':{'cpu':4}}");

    assertThat(entity(HOST).path("administrativeState").asText()).isEqualTo("shuttingDown");
    assertThat(entity(HOST).path("usageState").asText()).isEqualTo("busy");
  }

  @Test
  void anEndpointKeepsItsOptionsToItself(@TempDir Path own) {
    alone(own);
    front.put(
        "Endpoint/system/rack",
        "{'driver':'process','site':'here','options':{'folder':'/srv/secret-place'}}");
    JsonNode endpoint = entity("Endpoint/system/rack");

    assertThat(trait(endpoint, "driver").asText()).isEqualTo("process");
    assertThat(endpoint.toString()).doesNotContain("secret-place");
  }

  @Test
  void eachTenantSeesItsOwnAndWhatTheProviderOffers() {
    assertThat(names(list(OLGA, ""))).containsExactly("closet", "far", "here", "rack.one", "rack");
    assertThat(names(list("bob@demo", ""))).containsExactly("closet", "far", "here", "rack.one");
    assertThat(names(list("eve@other", ""))).containsExactly("far", "here", "rack.one");
  }

  @Test
  void aForeignTenantsSiteIsAsIfThereWereNone() {
    Front.Said foreign = one("eve@other", front.uid("Site/demo/closet"), "");
    Front.Said none = one("eve@other", "6f0d7a43-0000-4000-8000-000000000000", "");

    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.body()).isEqualTo(none.body());
    assertThat(foreign.body().path("code").asText()).isEqualTo("ERR404");
    assertThat(names(list("eve@other", "relatedParty.partyOrPartyRole.id=demo"))).isEmpty();
  }

  @Test
  void whoMayReadNothingOfItIsRefused() {
    Front.Said said = list("moll@demo", "");

    assertThat(said.status()).isEqualTo(403);
    assertThat(said.body().path("code").asText()).isEqualTo("ERR403");
    assertThat(said.body().path("status").asText()).isEqualTo("403");
    assertThat(one("moll@demo", front.uid("Site/demo/closet"), "").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "resourceSpecification.id=Host, rack.one",
    "name=here, here",
    "name=here&resourceSpecification.id=Host, ''",
    "operationalState=enabled&resourceSpecification.id=Site, here",
    "unknownStatus=true&resourceSpecification.id=Site, closet|far",
    "relatedParty.partyOrPartyRole.name=own, here",
    "resourceCharacteristic.name=privacy, closet|far|here",
    "name=, ''",
    "'name=here,far', far|here",
    "'name=here,far&unknownStatus=true,false&usageState=idle', far|here",
    "resourceCharacteristic.name=cpu.free&usageState=idle, here|rack.one",
    "usageState=busy, ''",
    "name=h*re, ''",
  })
  void attributesFilter(String query, String found) {
    assertThat(names(list(OLGA, query)))
        .containsExactlyElementsOf(found.isEmpty() ? List.of() : List.of(found.split("\\|")));
  }

  @Test
  void pagesAreCounted() {
    Front.Said said = list(OLGA, "offset=1&limit=2&resourceSpecification.id=Site");

    assertThat(names(said)).containsExactly("far", "here");
    assertThat(said.header("X-Total-Count")).isEqualTo("3");
    assertThat(said.header("X-Result-Count")).isEqualTo("2");
    Front.Said beyond = list(OLGA, "offset=1000000");
    assertThat(names(beyond)).isEmpty();
    assertThat(beyond.header("X-Total-Count")).isEqualTo("5");
    assertThat(beyond.header("X-Result-Count")).isEqualTo("0");
  }

  @Test
  void onlyWhatIsAskedForIsSaidAndWhatItIs() {
    assertThat(list(OLGA, "fields=name,usageState&limit=1").body().get(0).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("@type", "href", "id", "name", "usageState");
    assertThat(one(OLGA, front.uid(HOST), "fields=name").body().size()).isEqualTo(4);
  }

  @Test
  void noneOfTheFieldsLeavesWhatAnEntityIsCalled() {
    assertThat(list(OLGA, "fields=none&limit=1").body().get(0).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("@type", "href", "id");
  }

  @Test
  void whateverAnEntitySaysCanBeFilteredBy(@TempDir Path own) {
    alone(own);
    front.put("Reservation/demo/r", "{'pool':'Host/system/rack.one','amounts':{'cpu':1.5}}");

    for (JsonNode each : list(OLGA, "").body()) {
      for (String path : paths(each)) {
        assertThat(list(OLGA, path + "=x").status()).as(path).isEqualTo(200);
      }
    }
  }

  private static Set<String> paths(JsonNode at) {
    Set<String> paths = new TreeSet<>();
    if (at.isArray()) {
      at.forEach(each -> paths.addAll(paths(each)));
    }
    for (Map.Entry<String, JsonNode> field : at.properties()) {
      Set<String> within = paths(field.getValue());
      within.forEach(path -> paths.add(field.getKey() + (path.isEmpty() ? "" : ".") + path));
    }
    return at.isContainerNode() ? paths : Set.of("");
  }

  @Test
  void noPathIsOfferedWhereNoValueCanBe() {
    String cure = list(OLGA, "place=here").body().path("message").asText();

    assertThat(cure).contains("place.role", "place.place.id");
  }

  @Test
  void ofWhatAHostHasNothingThereIsNothingFull(@TempDir Path own) {
    alone(own);
    front.status(
        HOST, "{'allocatable':{'cpu':4,'gpu':0},'address':'x','firstPort':1,'lastPort':2}", "TRUE");
    front.put("Reservation/demo/r", "{'pool':'Host/system/rack.one','amounts':{'cpu':1}}");

    assertThat(entity(HOST).path("usageState").asText()).isEqualTo("active");
    assertThat(names(list(OLGA, "usageState=active"))).containsExactly("here", "rack.one");
  }

  @Test
  void aFigureSaysOfWhenItIs() {
    JsonNode host = entity(HOST);

    assertThat(trait(host, "cpu.free").path("ageSeconds").asInt(-1)).isZero();
    assertThat(trait(host, "cpu.capacity").path("answeringSince").asText())
        .isEqualTo("2026-03-01T12:00:00Z");
    assertThat(trait(host, "cpu.capacity").has("ageSeconds")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=-5",
        "limit=101",
        "limit=ten",
        "limit=",
        "offset=-1",
        "offset=99999999999",
        "offset=1e3",
        "fields=",
        "fields=name,",
        "fields=nmae",
        "fields=name;drop",
        "colour=red",
        "spec.provider=own",
        "name.nothing.below=here",
        "place=here",
        "relatedParty.partyOrPartyRole.nmae=own",
        "resourceSpecification.=Host",
        "fields=none,name",
        "colour.gt=red",
      })
  void whatDoesNotFitIsNamed(String query) {
    Front.Said said = list(OLGA, query);

    assertThat(said.status()).isEqualTo(400);
    assertThat(said.body().path("@type").asText()).isEqualTo("Error");
    assertThat(said.body().path("code").asText()).isEqualTo("ERR400");
    assertThat(said.body().path("reason").asText()).contains("is not");
    assertThat(said.body().path("message").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "filter",
        "sort",
        "before",
        "after",
        "creationDate.gt",
        "creationDate.gte",
        "resourceCharacteristic.value.amount.lt",
        "resourceCharacteristic.value.amount.lte",
        "name.ne",
        "name.regex"
      })
  void whatIsNotOfferedOfTheStandardSaysSo(String parameter) {
    Front.Said said = list(OLGA, parameter + "=x");

    assertThat(said.status()).isEqualTo(501);
    assertThat(said.body().path("reason").asText()).contains("'" + parameter + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/resources",
        "/hub",
        "/resource/",
        "/resource/x",
        "/resource/../resource",
        "/resource/Site/system/here",
        "/resource/%2e%2e",
        "/listener/resourceCreateEvent"
      })
  void nothingElseIsServed(String path) {
    Front.Said said = front.get(OLGA, ResourceInventory.PATH + path, "");

    assertThat(said.status()).isEqualTo(404);
    assertThat(said.body().path("@type").asText()).isEqualTo("Error");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
  void nothingIsChangedHere(String method) {
    for (String path : List.of("", "/" + front.uid(HOST))) {
      Front.Said said = front.send(OLGA, method, ResourceInventory.LIST + path, "", Map.of());
      assertThat(said.status()).isEqualTo(405);
      assertThat(said.header("Allow")).isEqualTo("GET, HEAD");
    }
  }

  @Test
  void whileTheGateIsAwayItSaysSo() {
    ResourceInventory bare = new ResourceInventory();
    try (Front away = new Front(folder.resolve("away"), gate -> bare)) {
      assertThat(away.get(OLGA, ResourceInventory.LIST, "").status()).isEqualTo(503);
    }
  }

  @Test
  void answersAndRefusalsAreAsTheStandardWritesThem(@TempDir Path own) {
    alone(own);
    Standard standard = Standard.at(DOCUMENT);
    front.put("Reservation/demo/r", "{'pool':'Host/system/rack.one','amounts':{'cpu':1.5}}");

    for (JsonNode each : list(OLGA, "").body()) {
      assertThat(standard.wrong("Resource_RES", each)).as(each.toString()).isEmpty();
      assertThat(standard.wrong("LogicalResource", each)).as(each.toString()).isEmpty();
      for (JsonNode trait : each.path("resourceCharacteristic")) {
        assertThat(standard.wrong(trait.path("@type").asText(), trait)).isEmpty();
      }
    }
    for (String query : List.of("limit=0", "filter=x")) {
      assertThat(standard.wrong("Error", list(OLGA, query).body())).as(query).isEmpty();
    }
  }

  @Test
  void theStandardRefusesWhatItDoesNotKnow() {
    ObjectNode broken = (ObjectNode) entity(HOST);
    Standard standard = Standard.at(DOCUMENT);

    assertThat(standard.wrong("Resource_RES", broken.deepCopy().put("colour", "red")))
        .containsExactly("$.colour is not in the document");
    assertThat(standard.wrong("Resource_RES", broken.deepCopy().put("usageState", "much")))
        .isNotEmpty();
    assertThat(standard.wrong("Resource_RES", broken.deepCopy().without("href"))).isNotEmpty();
    assertThat(standard.wrong("Resource_RES", broken.deepCopy().put("creationDate", "noon")))
        .isNotEmpty();
  }
}
