package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The small example, by messages that are written by hand and read by the schema as served. */
@TestMethodOrder(OrderAnnotation.class)
class SoapIT {

  private static final String PATH = "/soap/v1/applications";
  private static final String SPACE = "urn:hansa:applications:1";
  private static final String HELLO = "<tenant>demo</tenant><name>hello</name>";

  @TempDir static Path folder;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Distribution hansa;
  private static Schema schema;
  private static String application;
  private static String id;

  /** What came back; its content is of the served schema. */
  private record Said(int status, Document message) {

    String at(String element) {
      NodeList found = message.getElementsByTagNameNS("*", element);
      return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    Said ok() {
      assertThat(status).as(at("faultstring")).isEqualTo(200);
      return this;
    }
  }

  @BeforeAll
  static void start() throws IOException, SAXException {
    Path examples = Example.copy(folder);
    hansa = Distribution.withAdministrator(folder, examples);
    hansa.start();
    new Example(hansa, examples).addSite();
    String digest = hansa.rest().blob(Files.readAllBytes(examples.resolve("hello/hello.sh")));
    application =
        "<application><components><component><name>hello</name><runtime>process</runtime>"
            + "<artifacts><artifact><path>hello.sh</path><digest>"
            + digest
            + "</digest></artifact></artifacts>"
            + "<command><word>sh</word><word>hello.sh</word></command>"
            + "<env><variable name=\"WHO\">world</variable></env>"
            + "<requires><cpu>0.01</cpu><memory>8Mi</memory></requires>"
            + "</component></components></application>";
    schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(new StreamSource(new StringReader(get("?xsd").body())));
  }

  @AfterAll
  static void end() throws IOException {
    hansa.end();
  }

  private static String address() {
    return "http://127.0.0.1:" + hansa.http() + PATH;
  }

  private static HttpRequest.Builder asked(String query) {
    return HttpRequest.newBuilder(URI.create(address() + query)).timeout(Distribution.SOON);
  }

  private static HttpRequest.Builder admin(String query) {
    String pair = "admin:" + Distribution.PASSWORD;
    return asked(query)
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
        .header("Content-Type", "text/xml; charset=utf-8");
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static HttpResponse<String> get(String query) throws IOException {
    return send(asked(query).header("Authorization", "Bearer " + Distribution.TOKEN));
  }

  private static String envelope(String operation, String content) {
    return "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body><"
        + operation
        + " xmlns='"
        + SPACE
        + "'>"
        + content
        + "</"
        + operation
        + "></e:Body></e:Envelope>";
  }

  private static Said call(String operation, String content) throws IOException {
    return said(
        send(
            admin("")
                .header("SOAPAction", '"' + SPACE + ":" + operation + '"')
                .POST(BodyPublishers.ofString(envelope(operation, content)))));
  }

  private static Said said(HttpResponse<String> answer) throws IOException {
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/xml;");
    Said said = new Said(answer.statusCode(), document(answer.body()));
    NodeList content =
        said.status() == 200
            ? said.message().getElementsByTagNameNS("*", "Body").item(0).getChildNodes()
            : said.message().getElementsByTagNameNS(SPACE, "problem");
    try {
      schema.newValidator().validate(new DOMSource(content.item(0)));
    } catch (SAXException e) {
      throw new AssertionError(answer.body(), e);
    }
    return said;
  }

  private static Document document(String text) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      return factory
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (SAXException | ParserConfigurationException e) {
      throw new AssertionError(text, e);
    }
  }

  @Test
  @Order(1)
  void describesItselfWhereItIsAsked() throws IOException {
    HttpResponse<String> wsdl = get("?wsdl");
    assertThat(wsdl.statusCode()).isEqualTo(200);
    Element where =
        (Element)
            document(wsdl.body())
                .getElementsByTagNameNS("http://schemas.xmlsoap.org/wsdl/soap/", "address")
                .item(0);
    assertThat(where.getAttribute("location")).isEqualTo(address());
  }

  @Test
  @Order(2)
  void refusesWhatIsHostileAndStoresNothing() throws IOException {
    String order = envelope("OrderApplication", HELLO + application);
    assertThat(said(send(asked("").POST(BodyPublishers.ofString(order)))).at("reason"))
        .isEqualTo("UNAUTHENTICATED");
    Said bare = said(send(admin("").GET()));
    assertThat(bare.status()).isEqualTo(405);
    Said packed =
        said(
            send(
                admin("")
                    .header("Content-Encoding", "gzip")
                    .POST(BodyPublishers.ofByteArray(bomb()))));
    assertThat(packed.status()).isEqualTo(415);
    Said attached =
        said(
            send(
                asked("")
                    .header("Authorization", "Bearer " + Distribution.TOKEN)
                    .header("Content-Type", "multipart/related; type=\"text/xml\"; boundary=b")
                    .POST(BodyPublishers.ofString("--b\r\n\r\n" + order + "\r\n--b--"))));
    assertThat(attached.at("reason")).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    Said entity =
        said(
            send(
                admin("")
                    .POST(
                        BodyPublishers.ofString(
                            "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
                                + order.replace("world", "&x;")))));
    assertThat(entity.at("message")).contains("DOCTYPE").doesNotContain("root:");
    assertThat(hansa.rest().get("/applications/demo/hello").status()).isEqualTo(404);
  }

  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
      byte[] zeros = new byte[1 << 20];
      for (int megabytes = 0; megabytes < 100; megabytes++) {
        zip.write(zeros);
      }
    }
    return packed.toByteArray();
  }

  @Test
  @Order(3)
  void isNotLedByAForgedName() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hansa.http())) {
      socket
          .getOutputStream()
          .write(
              ("GET "
                      + PATH
                      + "?wsdl HTTP/1.0\r\nHost: evil.example\r\nAuthorization: Bearer "
                      + Distribution.TOKEN
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).contains(" 421 ").doesNotContain("evil.example");
    }
  }

  @Test
  @Order(4)
  void plansAndOrders() throws IOException {
    Said plan = call("OrderApplication", HELLO + application + "<planOnly>true</planOnly>").ok();
    assertThat(plan.at("ref")).isNotEmpty();
    assertThat(plan.at("id")).isEmpty();
    assertThat(hansa.rest().get("/applications/demo/hello").status()).isEqualTo(404);

    Said ordered = call("OrderApplication", HELLO + application).ok();
    id = ordered.at("id");
    assertThat(id)
        .isEqualTo(hansa.rest().get("/applications/demo/hello").ok().body().get("uid").asText());
    await().atMost(Distribution.SOON).until(() -> describe().at("state").equals("READY"));
    Said described = describe();
    assertThat(described.at("instances")).contains("Running");
    assertThat(described.at("since")).isNotEmpty();
    assertThat(call("OrderApplication", HELLO + application).at("reason"))
        .isEqualTo("PRECONDITION");
  }

  private static Said describe() throws IOException {
    return call("DescribeApplication", HELLO);
  }

  @Test
  @Order(5)
  void changesWhatWasReadAndNothingElse() throws IOException {
    String two = application.replace("</env>", "</env><replicas>2</replicas>");
    Said stale = call("ChangeApplication", HELLO + "<expectedRevision>1</expectedRevision>" + two);
    assertThat(stale.at("reason")).isEqualTo("PRECONDITION");
    String revision = describe().ok().at("revision");
    call("ChangeApplication", HELLO + "<expectedRevision>" + revision + "</expectedRevision>" + two)
        .ok();
    await()
        .atMost(Distribution.SOON)
        .until(
            () -> describe().message().getElementsByTagNameNS(SPACE, "instance").getLength() == 2);
    await().atMost(Distribution.SOON).until(() -> describe().at("state").equals("READY"));
  }

  @Test
  @Order(6)
  void cancelsAndLeavesNothing() throws IOException {
    assertThat(call("CancelApplication", HELLO + "<id>another</id>").at("reason"))
        .isEqualTo("PRECONDITION");
    Said cancelled = call("CancelApplication", HELLO + "<id>" + id + "</id>").ok();
    assertThat(cancelled.at("state")).isIn("CANCELLING", "CANCELLED");
    await().atMost(Distribution.SOON).until(() -> describe().at("reason").equals("NOT_FOUND"));
    assertThat(call("CancelApplication", HELLO + "<id>" + id + "</id>").ok().at("state"))
        .isEqualTo("CANCELLED");
    assertThat(World.of(hansa.rest()).made()).isEmpty();
    assertThat(new Traces(hansa.state()).workloads()).isEmpty();
  }
}
