package org.hansa.core.soap;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.ValidatorHandler;
import org.hansa.core.api.Problem;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.AttributesImpl;

/** The documents that describe the door, and the check by the very schema that is shown. */
final class Contract {

  static final String NAMESPACE = "urn:hansa:applications:1";
  private static final String ADDRESS = "@ADDRESS@";
  private static final int MOST = 50;
  private static final int SHOWN = 300;

  private final String wsdl = resource("applications.wsdl");
  private final String xsd = resource("applications.xsd");
  private final Schema schema = compiled(xsd);

  byte[] wsdl(String address) {
    return wsdl.replace(ADDRESS, address).getBytes(StandardCharsets.UTF_8);
  }

  byte[] xsd() {
    return xsd.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws Problem INVALID with every violation, by path
   */
  void check(Element ask) {
    Check check = new Check();
    ValidatorHandler handler = schema.newValidatorHandler();
    handler.setErrorHandler(check);
    try {
      handler.startDocument();
      check.walk(ask, "/" + ask.name(), handler);
      handler.endDocument();
    } catch (Enough e) {
      // What was found is said; the rest would cost more than it tells.
    } catch (SAXException e) {
      throw new IllegalStateException("the schema's check failed", e);
    }
    if (!check.found.isEmpty()) {
      List<Problem.Detail> details =
          check.found.entrySet().stream()
              .map(e -> new Problem.Detail(e.getKey(), e.getValue()))
              .toList();
      Problem.Detail first = details.get(0);
      throw new Problem(
          Problem.Reason.INVALID,
          first.where() + " breaks the schema: " + first.message(),
          "See ?xsd.",
          details,
          null);
    }
  }

  /** As much was found as can be read. */
  private static final class Enough extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Enough() {
      super("enough", null, false, false);
    }
  }

  /** Hands an element to the validator, and knows where it is when that objects. */
  private static final class Check implements ErrorHandler {

    /** The first objection to each element: what follows there says the same again. */
    private final Map<String, String> found = new LinkedHashMap<>();

    private final Deque<String> at = new ArrayDeque<>();

    void walk(Element element, String path, ValidatorHandler to) throws SAXException {
      at.push(path);
      AttributesImpl attributes = new AttributesImpl();
      for (Map.Entry<String, String> given : element.attributes().entrySet()) {
        if (given.getKey().startsWith("{" + XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI + "}")) {
          object("attributes of XML Schema's own (type, nil, schemaLocation) are not read");
        } else {
          attribute(attributes, given.getKey(), given.getValue());
        }
      }
      to.startElement(element.space(), element.name(), element.name(), attributes);
      char[] text = element.text().toCharArray();
      if (!element.text().isBlank() || element.children().isEmpty()) {
        to.characters(text, 0, text.length);
      }
      Map<String, Long> all =
          element.children().stream().collect(groupingBy(Element::name, counting()));
      Map<String, Integer> seen = new HashMap<>();
      for (Element child : element.children()) {
        int place = seen.merge(child.name(), 1, Integer::sum);
        boolean one = all.get(child.name()) == 1 && !Terms.isItem(element.name(), child.name());
        walk(child, path + "/" + child.name() + (one ? "" : "[" + place + "]"), to);
      }
      to.endElement(element.space(), element.name(), element.name());
      at.pop();
    }

    private static void attribute(AttributesImpl to, String key, String value) {
      int end = key.startsWith("{") ? key.indexOf('}') : -1;
      String space = end < 0 ? "" : key.substring(1, end);
      String name = key.substring(end + 1);
      to.addAttribute(space, name, end < 0 ? name : "a:" + name, "CDATA", value);
    }

    private void object(String sentence) {
      String plain = sentence.replace("\"" + NAMESPACE + "\":", "");
      found.putIfAbsent(
          at.element(), plain.length() > SHOWN ? plain.substring(0, SHOWN) + "..." : plain);
      if (found.size() == MOST) {
        throw new Enough();
      }
    }

    @Override
    public void warning(SAXParseException e) {
      object(e.getMessage());
    }

    @Override
    public void error(SAXParseException e) {
      object(e.getMessage());
    }

    @Override
    public void fatalError(SAXParseException e) {
      object(e.getMessage());
    }
  }

  private static Schema compiled(String text) {
    try {
      SchemaFactory factory = SchemaFactory.newDefaultInstance();
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return factory.newSchema(new StreamSource(new ByteArrayInputStream(bytes)));
    } catch (SAXException e) {
      throw new IllegalStateException("the bundle's schema is none", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Contract.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the bundle lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
