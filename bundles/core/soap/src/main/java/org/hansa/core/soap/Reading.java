package org.hansa.core.soap;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.hansa.core.api.Problem;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Bytes to elements, bounded while they are read: depth, how many there are, no document type, no
 * entity of anybody's, nothing fetched, no processing instruction.
 */
final class Reading extends DefaultHandler {

  static final int MAX_DEPTH = 24;

  /** Elements, attributes and declarations of namespaces together. */
  static final int MAX_ITEMS = 100_000;

  private static final String FEATURES = "http://xml.org/sax/features/";
  private static final String XERCES = "http://apache.org/xml/features/";
  private static final Pattern DECLARED =
      Pattern.compile(
          "\uFEFF?<\\?xml\\s+version\\s*=\\s*[\"']([^\"']*)[\"'](?:\\s+encoding\\s*=\\s*[\"']([^\"']*)[\"'])?");

  private final Deque<Element> open = new ArrayDeque<>();
  private Optional<Element> root = Optional.empty();
  private int items;

  private Reading() {}

  /**
   * @throws Problem MALFORMED if it is not XML 1.0 in UTF-8, or holds what is not read; TOO_LARGE
   */
  static Element of(byte[] utf8) {
    String text = text(utf8);
    Reading reading = new Reading();
    try {
      XMLReader reader = reader();
      reader.setContentHandler(reading);
      reader.setErrorHandler(reading);
      reader.setEntityResolver(reading);
      reader.parse(new InputSource(new StringReader(text)));
    } catch (SAXParseException e) {
      throw malformed(e);
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new IllegalStateException("the XML reader cannot be made or failed", e);
    }
    return reading.root.orElseThrow(() -> new IllegalStateException("no element, no error"));
  }

  private static XMLReader reader() throws ParserConfigurationException, SAXException {
    SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    factory.setValidating(false);
    factory.setXIncludeAware(false);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature(XERCES + "disallow-doctype-decl", true);
    factory.setFeature(XERCES + "nonvalidating/load-external-dtd", false);
    factory.setFeature(FEATURES + "external-general-entities", false);
    factory.setFeature(FEATURES + "external-parameter-entities", false);
    return factory.newSAXParser().getXMLReader();
  }

  private static String text(byte[] utf8) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new Problem(
          Problem.Reason.MALFORMED, "the body is not UTF-8", "Send it in UTF-8.", List.of(), e);
    }
    Matcher declared = DECLARED.matcher(text);
    if (declared.lookingAt()) {
      String encoding = declared.group(2) == null ? "utf-8" : declared.group(2);
      if (!declared.group(1).equals("1.0") || !encoding.equalsIgnoreCase("utf-8")) {
        throw new Problem(
            Problem.Reason.MALFORMED,
            "the body says that it is not XML 1.0 in UTF-8",
            "Send it as XML 1.0 in UTF-8.");
      }
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Problem malformed(SAXParseException e) {
    String said = String.valueOf(e.getMessage());
    // The reader's own sentence advises to switch it on.
    String what = said.contains("DOCTYPE") ? "a document type (DOCTYPE) is not read" : said;
    return new Problem(
        Problem.Reason.MALFORMED,
        "not XML as it is read here, at line "
            + e.getLineNumber()
            + ", column "
            + e.getColumnNumber()
            + ": "
            + what,
        "Send one SOAP envelope, well-formed.",
        List.of(),
        e);
  }

  private void count(int more) {
    items += more;
    if (items > MAX_ITEMS) {
      throw new Problem(
          Problem.Reason.TOO_LARGE,
          "the body has more than " + MAX_ITEMS + " elements and attributes",
          "Send less.");
    }
  }

  @Override
  public void startPrefixMapping(String prefix, String uri) {
    count(1);
  }

  @Override
  public void startElement(String uri, String local, String qualified, Attributes given) {
    count(1 + given.getLength());
    if (open.size() >= MAX_DEPTH) {
      throw new Problem(
          Problem.Reason.TOO_LARGE,
          "the body is more than " + MAX_DEPTH + " elements deep",
          "Send what the schema says.");
    }
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < given.getLength(); i++) {
      String space = given.getURI(i);
      String name = given.getLocalName(i);
      attributes.put(space.isEmpty() ? name : "{" + space + "}" + name, given.getValue(i));
    }
    Element element = Element.of(uri, local, attributes);
    if (open.isEmpty()) {
      root = Optional.of(element);
    } else {
      open.peek().children().add(element);
    }
    open.push(element);
  }

  @Override
  public void endElement(String uri, String local, String qualified) {
    open.pop();
  }

  @Override
  public void characters(char[] text, int from, int length) {
    open.element().said().append(text, from, length);
  }

  @Override
  public void processingInstruction(String target, String data) {
    throw new Problem(
        Problem.Reason.MALFORMED,
        "processing instructions are not part of a SOAP message",
        "Leave them out.");
  }

  @Override
  public InputSource resolveEntity(String publicId, String systemId) {
    throw new Problem(
        Problem.Reason.MALFORMED, "no entity is fetched", "Write out what it stands for.");
  }

  @Override
  public void error(SAXParseException e) throws SAXException {
    throw e;
  }
}
