package org.hansa.core.soap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.hansa.core.api.Json;
import org.hansa.core.api.facade.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The documents that are served, and that the application in them is the kind as it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {

  private static final String XS = "http://www.w3.org/2001/XMLSchema";

  private Desk desk;

  @BeforeAll
  void open(@TempDir Path folder) {
    desk = new Desk(folder);
  }

  @AfterAll
  void close() {
    desk.close();
  }

  private static String text(Reply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  @Test
  void itSaysWhereItIsAsked() {
    for (String query : new String[] {"wsdl", "WSDL"}) {
      Reply wsdl = desk.get(SoapDoor.PATH, Map.of(query, ""));
      assertThat(wsdl.status()).isEqualTo(200);
      assertThat(text(wsdl))
          .contains("<soap:address location=\"http://localhost:8181/soap/v1/applications\"/>")
          .contains("schemaLocation=\"http://localhost:8181/soap/v1/applications?xsd\"")
          .doesNotContain("@ADDRESS@");
      Said.document(wsdl.body());
    }
    assertThat(text(desk.get(SoapDoor.PATH, Map.of("xsd", ""))))
        .contains("urn:hansa:applications:1");
  }

  @Test
  void elsewhereAndOtherwiseNothingIsServed() {
    Reply bare = desk.get(SoapDoor.PATH, Map.of());
    assertThat(bare.status()).isEqualTo(405);
    assertThat(bare.headers()).containsEntry("Allow", "POST");
    Said.of(bare).refused("Client", "METHOD_NOT_ALLOWED");
    assertThat(desk.get(SoapDoor.PATH, Map.of("wsdl", "", "x", "")).status()).isEqualTo(405);
    assertThat(desk.get(SoapDoor.PATH, Map.of("disco", "")).status()).isEqualTo(405);
    Said.of(desk.get("/soap", Map.of("wsdl", ""))).refused("Client", "NOT_FOUND");
    Said.of(desk.get("/soap/v2/applications", Map.of())).refused("Client", "NOT_FOUND");
  }

  @Test
  void everyOperationHasItsElementsAndItsAction() {
    String wsdl = text(desk.get(SoapDoor.PATH, Map.of("wsdl", "")));
    String xsd = text(desk.get(SoapDoor.PATH, Map.of("xsd", "")));
    for (Operation operation : Operation.values()) {
      assertThat(wsdl).contains("soapAction=\"" + operation.action() + "\"");
      assertThat(xsd)
          .contains("<xs:element name=\"" + operation.element + "\"")
          .contains("<xs:element name=\"" + operation.element + "Response\"");
    }
    assertThat(wsdl.split("<soap:operation ", -1)).hasSize(Operation.values().length + 1);
  }

  @Test
  void theApplicationIsTheKindFieldByFieldAndBoundByBound() {
    Xsd xsd = new Xsd(desk.get(SoapDoor.PATH, Map.of("xsd", "")).body());
    JsonNode kind = Json.read(desk.real.kind(Orders.KIND).orElseThrow().specSchema());
    List<String> differences = new ArrayList<>();
    xsd.compare("Application", xsd.named("Application"), kind, differences);
    assertThat(differences).isEmpty();
    assertThat(xsd.compared).isGreaterThanOrEqualTo(50);
  }

  /** Reads the schema as far as this contract goes. */
  private static final class Xsd {

    private final Map<String, Element> types = new HashMap<>();
    private int compared;

    Xsd(byte[] text) {
      for (Element type : children(Said.document(text).getDocumentElement())) {
        if (type.getLocalName().endsWith("Type")) {
          types.put(type.getAttribute("name"), type);
        }
      }
    }

    Element named(String type) {
      return Optional.ofNullable(types.get(type)).orElseThrow(() -> new AssertionError(type));
    }

    void compare(String at, Element type, JsonNode schema, List<String> differences) {
      compared++;
      switch (schema.path("type").asText()) {
        case "object" -> {
          if (schema.path("additionalProperties").isObject()) {
            Element entry = item(at, type, schema.get("maxProperties"), differences);
            Element extension = only(only(typeOf(entry)));
            Element value = base(extension);
            scalar(
                at,
                value == null ? extension : value,
                schema.get("additionalProperties"),
                differences);
            same(at, "key", "name", only(extension).getAttribute("name"), differences);
          } else {
            fields(at, only(type), schema, differences);
          }
        }
        case "array" -> {
          Element item = item(at, type, schema.get("maxItems"), differences);
          Element of = typeOf(item);
          compare(at + "[]", of == null ? item : of, schema.get("items"), differences);
        }
        default -> scalar(at, type, schema, differences);
      }
    }

    private void fields(String at, Element all, JsonNode schema, List<String> differences) {
      same(at, "model", "all", all.getLocalName(), differences);
      Map<String, Element> elements = new HashMap<>();
      children(all).forEach(e -> elements.put(e.getAttribute("name"), e));
      TreeSet<String> known = new TreeSet<>();
      schema.path("properties").fieldNames().forEachRemaining(known::add);
      same(at, "fields", known, new TreeSet<>(elements.keySet()), differences);
      List<String> required = new ArrayList<>();
      schema.path("required").forEach(r -> required.add(r.asText()));
      for (String field : known) {
        Element element = elements.get(field);
        if (element != null) {
          boolean optional = element.getAttribute("minOccurs").equals("0");
          same(at + "." + field, "required", required.contains(field), !optional, differences);
          Element of = typeOf(element);
          compare(
              at + "." + field,
              of == null ? element : of,
              schema.get("properties").get(field),
              differences);
        }
      }
    }

    private static Element item(String at, Element type, JsonNode most, List<String> differences) {
      Element item = only(only(type));
      String field = at.substring(at.lastIndexOf('.') + 1);
      same(at, "most", most.asText(), item.getAttribute("maxOccurs"), differences);
      String word = Terms.entry(field).orElseGet(() -> Terms.item(field));
      same(at, "item", word, item.getAttribute("name"), differences);
      return item;
    }

    /** Facets of a type and of all that it restricts. */
    private void scalar(String at, Element type, JsonNode schema, List<String> differences) {
      Map<String, String> facets = new HashMap<>();
      TreeSet<String> words = new TreeSet<>();
      String built = "";
      for (Element now = type; now != null; now = base(restriction(now))) {
        Element restriction = restriction(now);
        for (Element facet : children(restriction)) {
          if (facet.getLocalName().equals("enumeration")) {
            words.add(facet.getAttribute("value"));
          } else {
            facets.putIfAbsent(facet.getLocalName(), facet.getAttribute("value"));
          }
        }
        built =
            restriction.hasAttribute("base")
                ? restriction.getAttribute("base")
                : restriction.getAttribute("type");
      }
      String kind = schema.path("type").asText();
      Map<String, String> builtIn =
          Map.of(
              "string",
              "xs:string",
              "boolean",
              "xs:boolean",
              "integer",
              "xs:int",
              "number",
              "xs:decimal");
      same(at, "type", builtIn.get(kind), built, differences);
      TreeSet<String> oneOf = new TreeSet<>();
      schema.path("enum").forEach(w -> oneOf.add(w.asText()));
      same(at, "words", oneOf, words, differences);
      if (kind.equals("string")) {
        String pattern = schema.path("pattern").asText().replaceAll("^\\^\\(\\?:(.*)\\)\\$$", "$1");
        same(at, "pattern", pattern, facets.getOrDefault("pattern", ""), differences);
        same(
            at,
            "length",
            schema.path("maxLength").asText(),
            facets.getOrDefault("maxLength", ""),
            differences);
      } else {
        bound(at, schema, "minimum", facets.get("minInclusive"), differences);
        bound(at, schema, "maximum", facets.get("maxInclusive"), differences);
      }
    }

    /** What an xs:int bounds by itself need not be said. */
    private static void bound(
        String at, JsonNode schema, String which, String said, List<String> differences) {
      boolean wide = Math.abs(schema.path(which).asLong()) >= Integer.MAX_VALUE;
      String wanted = wide ? "" : schema.path(which).asText();
      same(at, which, wanted, said == null ? "" : said, differences);
    }

    private static Element restriction(Element type) {
      return type.getLocalName().equals("simpleType") ? only(type) : type;
    }

    private Element base(Element restriction) {
      String base =
          restriction.hasAttribute("base")
              ? restriction.getAttribute("base")
              : restriction.getAttribute("type");
      return base.startsWith("xs:") ? null : types.get(base);
    }

    /** Of an element: what it names or holds; null if that is built in. */
    private Element typeOf(Element element) {
      return element.hasAttribute("type") ? types.get(element.getAttribute("type")) : only(element);
    }

    private static Element only(Element parent) {
      return children(parent).get(0);
    }

    private static List<Element> children(Element parent) {
      List<Element> all = new ArrayList<>();
      for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
        if (n instanceof Element e
            && XS.equals(e.getNamespaceURI())
            && !e.getLocalName().equals("annotation")) {
          all.add(e);
        }
      }
      return all;
    }

    private static void same(
        String at, String what, Object wanted, Object is, List<String> differences) {
      if (!wanted.equals(is)) {
        differences.add(at + ": " + what + " is " + is + ", the kind has " + wanted);
      }
    }
  }
}
