package org.hansa.core.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.hansa.core.api.facade.Reply;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** An answer as an independent reader has it: well-formed, and of the schema that is served. */
record Said(int status, Map<String, String> headers, Document message) {

  private static final Schema SCHEMA = schema();

  static String envelope(String body) {
    return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
        + body
        + "</s:Body></s:Envelope>";
  }

  static Said of(Reply reply) {
    assertThat(reply.headers()).containsEntry("Content-Type", "text/xml; charset=utf-8");
    Said said = new Said(reply.status(), reply.headers(), document(reply.body()));
    Node content = said.node("/*[local-name()='Envelope']/*[local-name()='Body']/*");
    boolean fault = content.getLocalName().equals("Fault");
    assertThat(fault).isEqualTo(reply.status() != 200);
    try {
      SCHEMA
          .newValidator()
          .validate(new DOMSource(fault ? said.node("//*[local-name()='problem']") : content));
    } catch (SAXException | IOException e) {
      throw new AssertionError(
          new String(reply.body(), java.nio.charset.StandardCharsets.UTF_8), e);
    }
    return said;
  }

  static Document document(byte[] bytes) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  private static Schema schema() {
    try {
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(Said.class.getResource("applications.xsd"));
    } catch (SAXException e) {
      throw new AssertionError(e);
    }
  }

  /** By names without prefixes: {@code order/state} finds the state in the order, anywhere. */
  private static String plain(String path) {
    StringBuilder all = new StringBuilder("/");
    for (String step : path.split("/", -1)) {
      int bracket = step.indexOf('[');
      String name = bracket < 0 ? step : step.substring(0, bracket);
      all.append("/*[local-name()='").append(name).append("']");
      all.append(bracket < 0 ? "" : step.substring(bracket));
    }
    return all.toString();
  }

  private Node node(String xpath) {
    NodeList found = nodes(xpath);
    assertThat(found.getLength()).as(xpath).isPositive();
    return found.item(0);
  }

  private NodeList nodes(String xpath) {
    try {
      XPath reader = XPathFactory.newDefaultInstance().newXPath();
      return (NodeList) reader.evaluate(xpath, message, XPathConstants.NODESET);
    } catch (XPathExpressionException e) {
      throw new AssertionError(e);
    }
  }

  /** The text of the first such element, empty if there is none. */
  String at(String path) {
    NodeList found = nodes(plain(path));
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }

  List<String> all(String path) {
    List<String> texts = new ArrayList<>();
    NodeList found = nodes(plain(path));
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }

  Said ok() {
    assertThat(status).as(at("faultstring") + all("violation")).isEqualTo(200);
    return this;
  }

  /** It is a fault of this code and reason. */
  Said refused(String code, String reason) {
    assertThat(at("faultcode")).as(at("faultstring")).isEqualTo("soap:" + code);
    assertThat(at("problem/reason")).as(at("faultstring")).isEqualTo(reason);
    assertThat(at("problem/message")).isEqualTo(at("faultstring")).isNotBlank();
    assertThat(at("problem/cure")).isNotBlank();
    assertThat(at("problem/request")).isEqualTo("r1");
    return this;
  }
}
