package org.hansa.core.soap;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** A SOAP message as it is written: from trees, in the order of their fields. */
final class Written {

  private static final String OPEN =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soap:Envelope xmlns:soap=\""
          + Envelope.SPACE
          + "\"><soap:Body>";
  private static final String CLOSE = "</soap:Body></soap:Envelope>";

  private final StringBuilder text = new StringBuilder(OPEN);

  /** An answer: one element of the contract. */
  static byte[] answer(String element, JsonNode content) {
    Written written = new Written();
    written.top(element, content);
    return written.end();
  }

  /**
   * A fault (SOAP 1.1, 4.4).
   *
   * @param code Client, Server, VersionMismatch or MustUnderstand
   */
  static byte[] fault(String code, String sentence, JsonNode problem) {
    Written written = new Written();
    written.text.append("<soap:Fault><faultcode>soap:").append(code).append("</faultcode>");
    written.text.append("<faultstring>");
    written.escaped(sentence);
    written.text.append("</faultstring><detail>");
    written.top("problem", problem);
    written.text.append("</detail></soap:Fault>");
    return written.end();
  }

  private byte[] end() {
    return text.append(CLOSE).toString().getBytes(StandardCharsets.UTF_8);
  }

  private void top(String element, JsonNode content) {
    text.append('<').append(element).append(" xmlns=\"").append(Contract.NAMESPACE).append("\">");
    content(element, content);
    close(element);
  }

  private void content(String element, JsonNode value) {
    if (value.isObject()) {
      Optional<String> entry = Terms.entry(element);
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        if (entry.isPresent()) {
          text.append('<').append(entry.get()).append(' ').append(Terms.KEY).append("=\"");
          escaped(field.getKey());
          text.append("\">");
          content("", field.getValue());
          close(entry.get());
        } else {
          field(field.getKey(), field.getValue());
        }
      }
    } else if (value.isArray()) {
      value.forEach(item -> field(Terms.item(element), item));
    } else {
      escaped(value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText());
    }
  }

  private void field(String name, JsonNode value) {
    text.append('<').append(name).append('>');
    content(name, value);
    close(name);
  }

  private void close(String element) {
    text.append("</").append(element).append('>');
  }

  /** What XML cannot hold, not even escaped, is written as the sign that stands for that. */
  private void escaped(String said) {
    said.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\t' -> text.append("&#9;");
                case '\n' -> text.append("&#10;");
                case '\r' -> text.append("&#13;");
                default -> text.appendCodePoint(isOfXml(c) ? c : 0xFFFD);
              }
            });
  }

  private static boolean isOfXml(int c) {
    return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
  }
}
