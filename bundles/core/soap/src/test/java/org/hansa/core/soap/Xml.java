package org.hansa.core.soap;

import java.io.StringWriter;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;

/** XML as another writer writes it. */
final class Xml {

  private Xml() {}

  /** The first element of this name, with all in it. */
  static String text(Document document, String name) {
    try {
      Transformer writer = TransformerFactory.newDefaultInstance().newTransformer();
      writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter text = new StringWriter();
      writer.transform(
          new DOMSource(document.getElementsByTagNameNS("*", name).item(0)),
          new StreamResult(text));
      return text.toString();
    } catch (TransformerException e) {
      throw new AssertionError(e);
    }
  }
}
