package org.hansa.core.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.soap.Messages.NS;
import static org.hansa.core.soap.Messages.SMALL;
import static org.hansa.core.soap.Messages.cancel;
import static org.hansa.core.soap.Messages.change;
import static org.hansa.core.soap.Messages.component;
import static org.hansa.core.soap.Messages.describe;
import static org.hansa.core.soap.Messages.order;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes: one fault that says what was wrong, and nothing stored. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTest {

  private static final String HEAD =
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">";
  private static final String GOOD = Said.envelope(order("line", SMALL));

  private Desk desk;

  @BeforeAll
  void open(@TempDir Path folder) {
    desk = new Desk(folder);
    desk.call(order("there", SMALL)).ok();
  }

  @AfterAll
  void close() {
    desk.close();
  }

  private static String headed(String header) {
    return HEAD + "<s:Header>" + header + "</s:Header>" + GOOD.substring(HEAD.length());
  }

  private static String doctype(String declarations, String name) {
    return "<!DOCTYPE s:Envelope ["
        + declarations
        + "]>"
        + Said.envelope(order("line", SMALL.replace("feed", name)));
  }

  private static String lol() {
    StringBuilder entities = new StringBuilder("<!ENTITY l0 \"lol\">");
    for (int i = 1; i < 30; i++) {
      entities.append("<!ENTITY l").append(i).append(" \"");
      entities.append(("&l" + (i - 1) + ";").repeat(10)).append("\">");
    }
    return doctype(entities.toString(), "&l29;");
  }

  /** What is no message at all. */
  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("empty", "", "line 1"),
        Arguments.of("text", "order!", "line 1"),
        Arguments.of("JSON", "{\"kind\":\"Application\"}", "line 1"),
        Arguments.of("cut", GOOD.substring(0, GOOD.length() - 20), "line 1"),
        Arguments.of("two roots", GOOD + GOOD, "line 1"),
        Arguments.of("control character", GOOD.replace("feed", "fe\u0001ed"), "line 1"),
        Arguments.of("escaped control", GOOD.replace("feed", "fe&#1;ed"), "line 1"),
        Arguments.of("unknown entity", GOOD.replace("feed", "&nbsp;"), "nbsp"),
        Arguments.of(
            "external entity",
            doctype("<!ENTITY x SYSTEM \"file:///etc/passwd\">", "&x;"),
            "DOCTYPE"),
        Arguments.of(
            "external entity over HTTP",
            doctype("<!ENTITY x SYSTEM \"http://127.0.0.1:1/\">", "&x;"),
            "DOCTYPE"),
        Arguments.of(
            "parameter entity",
            doctype("<!ENTITY % x SYSTEM \"file:///etc/passwd\"> %x;", "feed"),
            "DOCTYPE"),
        Arguments.of(
            "external DTD",
            "<!DOCTYPE s:Envelope SYSTEM \"http://127.0.0.1:1/a.dtd\">" + GOOD,
            "DOCTYPE"),
        Arguments.of("billion laughs", lol(), "DOCTYPE"),
        Arguments.of(
            "quadratic blow-up",
            doctype("<!ENTITY a \"" + "a".repeat(10_000) + "\">", "&a;".repeat(10_000)),
            "DOCTYPE"),
        Arguments.of(
            "instruction", GOOD.replace("<s:Body>", "<?php run()?><s:Body>"), "instruction"),
        Arguments.of(
            "stylesheet", "<?xml-stylesheet href=\"http://127.0.0.1:1/\"?>" + GOOD, "instruction"),
        Arguments.of("XML 1.1", "<?xml version=\"1.1\"?>" + GOOD, "XML 1.0"),
        Arguments.of(
            "another encoding said", "<?xml version=\"1.0\" encoding=\"UTF-7\"?>" + GOOD, "UTF-8"),
        Arguments.of("no envelope", order("line", SMALL), "not a SOAP envelope"),
        Arguments.of("no body", HEAD + "</s:Envelope>", "one Body"),
        Arguments.of("two bodies", HEAD + "<s:Body/><s:Body/></s:Envelope>", "one Body"),
        Arguments.of("header after body", HEAD + "<s:Body/><s:Header/></s:Envelope>", "one Body"),
        Arguments.of("trailer", GOOD.replace("</s:Body>", "</s:Body><a/>"), "one Body"),
        Arguments.of("empty body", Said.envelope(""), "0 elements"),
        Arguments.of("two asks", Said.envelope(describe("a") + describe("b")), "2 elements"),
        Arguments.of("prefix undeclared", GOOD.replace(" xmlns:s=", " xmlns:t="), "line 1"),
        Arguments.of(
            "attribute twice", GOOD.replace("<name>line", "<name a='1' a='2'>line"), "line 1"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void whatIsNoMessage(String name, String message, String says) {
    long before = desk.revision();
    Said said = desk.send("bob@demo", Map.of(), message).refused("Client", "MALFORMED");
    assertThat(said.at("faultstring")).contains(says).hasSizeLessThan(1000);
    assertThat(said.status()).isEqualTo(500);
    assertThat(desk.revision()).isEqualTo(before);
  }

  @Test
  void whatIsNotUtf8() {
    byte[] latin = GOOD.replace("feed", "f\u00e9ed").getBytes(StandardCharsets.ISO_8859_1);
    desk.send("bob@demo", Map.of(), latin).refused("Client", "MALFORMED");
    byte[] wide = GOOD.getBytes(StandardCharsets.UTF_16);
    desk.send("bob@demo", Map.of(), wide).refused("Client", "MALFORMED");
    assertThat(desk.stored("line")).isEmpty();
  }

  @Test
  void aByteOrderMarkAndADeclarationAreRead() {
    String message =
        "\uFEFF<?xml version='1.0' encoding='utf-8'?>" + Said.envelope(order("marked", SMALL));
    desk.send("bob@demo", Map.of(), message).ok();
  }

  /** What is too much, however well-formed. */
  static Stream<Arguments> tooMuch() {
    return Stream.of(
        Arguments.of("deep", Said.envelope("<a>".repeat(100_000) + "</a>".repeat(100_000))),
        Arguments.of("many elements", Said.envelope("<b>" + "<a/>".repeat(200_000) + "</b>")),
        Arguments.of("many attributes", Said.envelope("<a " + attributes(150_000) + "/>")),
        Arguments.of(
            "many namespaces", Said.envelope("<b>" + "<a xmlns:x='y'/>".repeat(60_000) + "</b>")),
        Arguments.of("many headers", headed("<a/>".repeat(200_000))));
  }

  private static String attributes(int count) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < count; i++) {
      all.append('a').append(i).append("='' ");
    }
    return all.toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tooMuch")
  void whatIsTooMuch(String name, String message) {
    Said said = desk.send("bob@demo", Map.of(), message);
    // The reader has a bound of its own for the attributes of one element.
    assertThat(said.at("problem/reason")).isIn("TOO_LARGE", "MALFORMED");
    assertThat(said.at("faultcode")).isEqualTo("soap:Client");
  }

  /** Fits SOAP and not the schema; each names the place. */
  static Stream<Arguments> broken() {
    String one = "/OrderApplication/application/components/component[1]";
    return Stream.of(
        Arguments.of(component("<nam>x</nam>"), one + "/nam"),
        Arguments.of(component("<name>x</name>"), one),
        Arguments.of(SMALL.replace("feed", "Feed_1"), one + "/name"),
        Arguments.of(SMALL.replace(">process<", ">rocket<"), one + "/runtime"),
        Arguments.of(
            SMALL.replace("</runtime>", "</runtime><replicas>many</replicas>"), one + "/replicas"),
        Arguments.of(
            SMALL.replace("</runtime>", "</runtime><replicas>1.0</replicas>"), one + "/replicas"),
        Arguments.of(
            SMALL.replace("</runtime>", "</runtime><replicas>101</replicas>"), one + "/replicas"),
        Arguments.of(
            SMALL.replace("</runtime>", "</runtime><replicas>-1</replicas>"), one + "/replicas"),
        Arguments.of(SMALL.replace("</runtime>", "</runtime><replicas/>"), one + "/replicas"),
        Arguments.of(SMALL.replace("</runtime>", "</runtime><name>twice</name>"), one + "/name[2]"),
        Arguments.of(SMALL.replace("<name>", "<name lang='en'>"), one + "/name"),
        Arguments.of(SMALL.replace("<runtime>", "<runtime xmlns='urn:other'>"), one + "/runtime"),
        Arguments.of(SMALL.replace("<runtime>", "<runtime xmlns=''>"), one + "/runtime"),
        Arguments.of(
            SMALL.replace("<word>sh</word>", "<word><b>sh</b></word>"), one + "/command/word[1]"),
        Arguments.of(SMALL.replace("<word>sh</word>", "sh"), one + "/command"),
        Arguments.of(
            SMALL.replace("<word>sh</word>", "<word/>".repeat(101)), one + "/command/word[101]"),
        Arguments.of(
            SMALL.replace(
                "<word>",
                "<word xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'>"),
            one + "/command/word[1]"),
        Arguments.of(
            SMALL.replace(
                "<name>",
                "<name xmlns:i='http://www.w3.org/2001/XMLSchema-instance'"
                    + " i:schemaLocation='urn:x http://127.0.0.1:1/x.xsd'>"),
            one + "/name"),
        Arguments.of(
            SMALL.replace(
                "</runtime>",
                "</runtime><i:include xmlns:i='http://www.w3.org/2001/XInclude'"
                    + " href='file:///etc/passwd' parse='text'/>"),
            one + "/include"),
        Arguments.of(
            SMALL.replace("</runtime>", "</runtime><env><variable>x</variable></env>"),
            one + "/env/variable[1]"),
        Arguments.of(
            SMALL.replace(
                "</runtime>",
                "</runtime><requires><cpu>" + "9".repeat(1_000_000) + "</cpu></requires>"),
            one + "/requires/cpu"),
        Arguments.of(
            SMALL.replace("</runtime>", "</runtime><requires><cpu>1e9</cpu></requires>"),
            one + "/requires/cpu"),
        Arguments.of(
            SMALL.replace("</runtime>", "</runtime><requires><cpu>NaN</cpu></requires>"),
            one + "/requires/cpu"),
        Arguments.of(
            SMALL.replace(
                "</runtime>",
                "</runtime><artifacts><artifact><path>../../x</path><digest>"
                    + Messages.DIGEST
                    + "</digest></artifact></artifacts>"),
            one + "/artifacts/artifact[1]/path"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatBreaksTheSchemaIsNamedByItsPlace(String application, String path) {
    long before = desk.revision();
    Said said = desk.call(order("line", application)).refused("Client", "INVALID");
    assertThat(said.all("violation/path")).contains(path);
    assertThat(said.all("violation/message")).allMatch(m -> m.length() < 400);
    assertThat(desk.stored("line")).isEmpty();
    assertThat(desk.revision()).isEqualTo(before);
  }

  @Test
  void everyViolationIsNamedAndAsManyAsCanBeRead() {
    String two = component("<name>A B</name><runtime>rocket</runtime>");
    assertThat(desk.call(order("line", two)).all("violation/path"))
        .containsExactly(
            "/OrderApplication/application/components/component[1]/name",
            "/OrderApplication/application/components/component[1]/runtime");
    String many =
        "<application><components>"
            + "<component><name>A</name><runtime>process</runtime></component>".repeat(100)
            + "</components></application>";
    assertThat(desk.call(order("line", many)).all("violation/path")).hasSize(50);
  }

  @Test
  void whatOnlyTheGateKnowsIsNamedByItsPlaceToo() {
    String twice =
        SMALL.replace(
            "</runtime>",
            "</runtime><env><variable name='A'>1</variable><variable name='A'>2</variable></env>");
    Said said = desk.call(order("line", twice)).refused("Client", "INVALID");
    assertThat(said.at("faultstring")).contains("env 'A'", "twice");
    assertThat(desk.stored("line")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Line", "a/b", "../x", "a b", " line", "-a", "a\u00e9", "%61"})
  void namesThatAreNone(String name) {
    desk.call(order(name, SMALL)).refused("Client", "INVALID");
    desk.call(describe(name)).refused("Client", "INVALID");
    desk.call(cancel(name, "x")).refused("Client", "INVALID");
  }

  @Test
  void ofAnotherTenantNothingIsDoneNorTold() {
    String id = desk.stored("there").orElseThrow().uid();
    String revision = "" + desk.stored("there").orElseThrow().revision();
    for (String ask :
        new String[] {
          order("line", SMALL),
          order("there", SMALL),
          change("there", revision, SMALL),
          cancel("there", id),
          cancel("nothing", id),
          describe("there"),
          describe("nothing"),
          "<ListApplications" + NS + "><tenant>demo</tenant></ListApplications>"
        }) {
      Said said = desk.call("eve@other", ask).refused("Client", "FORBIDDEN");
      assertThat(said.at("faultstring")).doesNotContain(id);
    }
    assertThat(desk.stored("line")).isEmpty();
    assertThat(desk.stored("there").orElseThrow().revision()).isEqualTo(Long.parseLong(revision));
  }

  @Test
  void whoMayOnlyReadOnlyReads() {
    desk.call("olaf@demo", describe("there")).ok();
    Said said = desk.call("olaf@demo", order("line", SMALL)).refused("Client", "FORBIDDEN");
    assertThat(said.at("problem/missing/verb")).isEqualTo("WRITE");
    assertThat(said.at("problem/missing/kind")).isEqualTo("Application");
    assertThat(said.at("problem/missing/tenant")).isEqualTo("demo");
    desk.call("olaf@demo", cancel("there", "x")).refused("Client", "FORBIDDEN");
    desk.call(describe("nothing")).refused("Client", "NOT_FOUND");
  }

  @Test
  void operationsThatAreNone() {
    Said near = desk.call("<OrderAplication" + NS + "/>").refused("Client", "NOT_FOUND");
    assertThat(near.at("cure")).contains("OrderApplication");
    Said other =
        desk.call("<OrderApplication xmlns='urn:hansa:applications:2'/>")
            .refused("Client", "NOT_FOUND");
    assertThat(other.at("cure")).contains(Contract.NAMESPACE);
    desk.call("<OrderApplication/>").refused("Client", "NOT_FOUND");
    desk.call("<OrderApplicationResponse" + NS + "/>").refused("Client", "NOT_FOUND");
  }

  @Test
  void theActionMustNotSayAnotherOperation() {
    for (String action :
        new String[] {
          "\"urn:hansa:applications:1:DescribeApplication\"",
          "urn:hansa:applications:1:CancelApplication",
          "\"OrderApplication\"",
          "\""
        }) {
      Said said =
          desk.send("bob@demo", Map.of("soapaction", action), GOOD).refused("Client", "MALFORMED");
      assertThat(said.at("faultstring")).contains("SOAPAction");
    }
    assertThat(desk.stored("line")).isEmpty();
    String ask = Said.envelope(describe("there"));
    for (String action :
        new String[] {
          "",
          "\"\"",
          "\"urn:hansa:applications:1:DescribeApplication\"",
          "urn:hansa:applications:1:DescribeApplication"
        }) {
      desk.send("bob@demo", Map.of("soapaction", action), ask).ok();
    }
  }

  @Test
  void headersThatMustBeUnderstoodAreNot() {
    String security =
        headed(
            "<w:Security xmlns:w='urn:wsse' s:mustUnderstand='1'><w:UsernameToken/></w:Security>");
    Said said = desk.send("bob@demo", Map.of(), security);
    assertThat(said.at("faultcode")).isEqualTo("soap:MustUnderstand");
    assertThat(said.at("faultstring")).contains("Security");
    String next =
        headed("<a s:mustUnderstand='1' s:actor='http://schemas.xmlsoap.org/soap/actor/next'/>");
    assertThat(desk.send("bob@demo", Map.of(), next).at("faultcode"))
        .isEqualTo("soap:MustUnderstand");
    assertThat(desk.stored("line")).isEmpty();
  }

  @Test
  void whereToAnswerNobodyIsTold() {
    String addressed =
        HEAD
            + "<s:Header xmlns:a='http://www.w3.org/2005/08/addressing'>"
            + "<a:ReplyTo><a:Address>http://127.0.0.1:1/</a:Address></a:ReplyTo>"
            + "<o:Other xmlns:o='urn:o' s:mustUnderstand='1' s:actor='urn:somebody-else'/>"
            + "</s:Header>"
            + Said.envelope(describe("there")).substring(HEAD.length());
    assertThat(desk.send("bob@demo", Map.of(), addressed).ok().at("order/name")).isEqualTo("there");
  }

  @Test
  void anotherVersionOfSoap() {
    String twelve =
        GOOD.replace(
            "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope");
    assertThat(desk.send("bob@demo", Map.of(), twelve).at("faultcode"))
        .isEqualTo("soap:VersionMismatch");
    Said typed = desk.send("bob@demo", Map.of("content-type", "application/soap+xml"), twelve);
    assertThat(typed.status()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "application/xml",
        "text/xml; charset=iso-8859-1",
        "text/xml; charset=utf-16",
        "text/xmlx",
        "application/json",
        "multipart/related; type=\"application/xop+xml\"; boundary=b",
        "multipart/related; type=\"text/xml\"; boundary=b",
        "text/xml, multipart/related"
      })
  void typesThatAreNotRead(String type) {
    Said said =
        desk.send("bob@demo", Map.of("content-type", type), GOOD)
            .refused("Client", "UNSUPPORTED_MEDIA_TYPE");
    assertThat(said.status()).isEqualTo(415);
    assertThat(desk.stored("line")).isEmpty();
  }

  @Test
  void aReferenceToAnAttachmentIsAnElementLikeAnyOther() {
    String xop = "<x:Include xmlns:x='http://www.w3.org/2004/08/xop/include' href='cid:a'/>";
    desk.call(order("line", SMALL.replace(">sh<", ">" + xop + "<"))).refused("Client", "INVALID");
  }

  @Test
  void withoutTheLayerThatOwnsThemNoApplicationIsTaken(@TempDir Path folder) {
    try (Desk bare = new Desk(folder, List::of)) {
      Said said = bare.call(order("line", SMALL)).refused("Server", "UNAVAILABLE");
      assertThat(said.at("cure")).contains("orchestration");
    }
  }

  @Test
  void aFloodOfViolationsIsLookedAtUntilEnoughIsKnown() {
    String flood = SMALL.replace("<word>sh</word>", "<word><b/></word>".repeat(45_000));
    assertThat(desk.call(order("line", flood)).refused("Client", "INVALID").all("violation"))
        .hasSize(50);
  }

  @Test
  void whatStandsBehindMayBeAbsentForAMoment() {
    desk.gone = true;
    try {
      Said said = desk.send("bob@demo", Map.of(), Said.envelope(order("line", SMALL)));
      said.refused("Server", "UNAVAILABLE");
      assertThat(said.status()).isEqualTo(500);
    } finally {
      desk.gone = false;
    }
  }
}
