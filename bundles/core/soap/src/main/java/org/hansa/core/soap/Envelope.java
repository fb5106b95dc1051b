package org.hansa.core.soap;

import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.facade.Asked;

/**
 * A SOAP 1.1 message: its one body element, and which operation that is. No header is understood,
 * so one that must be is refused, and where to answer (WS-Addressing) nobody is told: the answer
 * goes back the way on which the question came.
 */
record Envelope(Operation operation, Element body) {

  static final String SPACE = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String NEXT = "http://schemas.xmlsoap.org/soap/actor/next";

  /** What SOAP itself has a code for. */
  static final class Misunderstood extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final String code;
    private final String cure;

    Misunderstood(String code, String message, String cure) {
      super(message);
      this.code = code;
      this.cure = cure;
    }

    String code() {
      return code;
    }

    String cure() {
      return cure;
    }
  }

  /**
   * @throws Problem MALFORMED if it is no such message; NOT_FOUND for an unknown operation
   * @throws Misunderstood by version, or by a header
   */
  static Envelope of(Asked asked) {
    Element root = Reading.of(asked.body());
    if (!root.name().equals("Envelope")) {
      throw malformed("the body is not a SOAP envelope but <" + root.name() + ">");
    }
    if (!root.space().equals(SPACE)) {
      throw new Misunderstood(
          "VersionMismatch", "the envelope is not that of SOAP 1.1", "Use the namespace " + SPACE);
    }
    List<Element> parts = root.children();
    boolean headed = !parts.isEmpty() && parts.get(0).is(SPACE, "Header");
    if (parts.size() != (headed ? 2 : 1) || !parts.get(parts.size() - 1).is(SPACE, "Body")) {
      throw malformed("an envelope has one Body, and before it one Header at most");
    }
    if (headed) {
      parts.get(0).children().forEach(Envelope::understand);
    }
    List<Element> asks = parts.get(parts.size() - 1).children();
    if (asks.size() != 1) {
      throw malformed("the Body has " + asks.size() + " elements, not one");
    }
    Operation operation = operation(asks.get(0));
    action(asked, operation);
    return new Envelope(operation, asks.get(0));
  }

  private static void understand(Element header) {
    String must = header.attributes().getOrDefault("{" + SPACE + "}mustUnderstand", "0").strip();
    String actor = header.attributes().getOrDefault("{" + SPACE + "}actor", "").strip();
    boolean ours = actor.isEmpty() || actor.equals(NEXT);
    if (ours && !must.equals("0") && !must.equals("false")) {
      throw new Misunderstood(
          "MustUnderstand",
          "the header " + header.name() + " is not understood",
          "Leave it out; who asks is proved by HTTP.");
    }
  }

  private static Operation operation(Element ask) {
    Optional<Operation> known =
        Operation.of(ask.name()).filter(o -> ask.space().equals(Contract.NAMESPACE));
    return known.orElseThrow(
        () ->
            new Problem(
                Problem.Reason.NOT_FOUND,
                "'" + ask.name() + "' of the namespace '" + ask.space() + "' is no operation",
                ask.space().equals(Contract.NAMESPACE)
                    ? Nearest.to(ask.name(), Operation.names())
                        .map(n -> "Maybe '" + n + "' was meant.")
                        .orElse("See ?wsdl.")
                    : "The namespace is " + Contract.NAMESPACE + "."));
  }

  /** SOAP 1.1 lets it be empty. Whoever lets messages pass by it must not be deceived. */
  private static void action(Asked asked, Operation operation) {
    String said = asked.header("soapaction").orElse("").strip();
    String action =
        said.length() > 1 && said.startsWith("\"") && said.endsWith("\"")
            ? said.substring(1, said.length() - 1)
            : said;
    if (!action.isEmpty() && !action.equals(operation.action())) {
      throw malformed("SOAPAction '" + action + "' is not that of " + operation.element);
    }
  }

  private static Problem malformed(String what) {
    return new Problem(
        Problem.Reason.MALFORMED, what, "Send a SOAP 1.1 message as ?wsdl describes it.");
  }
}
