package org.hansa.core.soap;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.hansa.core.api.Problem;
import org.hansa.core.api.facade.Asked;
import org.hansa.core.api.facade.Facade;
import org.hansa.core.api.facade.Refusal;
import org.hansa.core.api.facade.Reply;

/** From a message to a message, by the contract. Thread-safe. */
final class SoapDoor implements Facade {

  static final String PATH = "/soap/v1/applications";
  private static final String ROOT = "/soap";
  private static final String WSDL = "wsdl";
  private static final String XSD = "xsd";
  private static final List<String> READS = List.of("GET", "HEAD");
  private static final Pattern TYPE =
      Pattern.compile("text/xml *(; *charset *= *\"?utf-8\"? *)?", Pattern.CASE_INSENSITIVE);

  private final Contract contract = new Contract();
  private final Orders orders;

  SoapDoor(Services services) {
    orders = new Orders(services);
  }

  @Override
  public String path() {
    return ROOT;
  }

  @Override
  public Reply reply(Asked asked) {
    if (!asked.path().equals(PATH)) {
      throw new Problem(
          Problem.Reason.NOT_FOUND, "nothing is served at this path", "POST to " + PATH + ".");
    }
    boolean reads = READS.contains(asked.method());
    if (reads && asked.query().size() == 1) {
      String wanted = asked.query().keySet().iterator().next().toLowerCase(Locale.ROOT);
      if (wanted.equals(WSDL)) {
        return new Reply(200, Faults.XML, contract.wsdl(asked.base() + PATH));
      }
      if (wanted.equals(XSD)) {
        return new Reply(200, Faults.XML, contract.xsd());
      }
    }
    if (!asked.method().equals("POST")) {
      return Faults.wrongMethod(asked.method(), "POST", asked.id());
    }
    String type = asked.header("content-type").orElse("");
    if (!TYPE.matcher(type).matches()) {
      return Faults.wrongType(type, asked.id());
    }
    return called(asked);
  }

  private Reply called(Asked asked) {
    Envelope envelope;
    try {
      envelope = Envelope.of(asked);
    } catch (Envelope.Misunderstood e) {
      return Faults.of(e, asked.id());
    }
    contract.check(envelope.body());
    Operation operation = envelope.operation();
    try {
      var answer = orders.answer(operation, envelope.body(), asked);
      return new Reply(200, Faults.XML, Written.answer(operation.element + "Response", answer));
    } catch (Problem e) {
      throw placed(e, operation);
    }
  }

  /** The same, with its violations where they stand in the message. */
  private static Problem placed(Problem e, Operation operation) {
    List<Problem.Detail> details =
        e.details().stream()
            .map(d -> new Problem.Detail(Places.of(operation, d.where()), d.message()))
            .toList();
    return new Problem(e.reason(), e.getMessage(), e.cure(), details, e);
  }

  @Override
  public Reply refused(Refusal refusal) {
    return Faults.of(refusal);
  }
}
