package org.hansa.itests.archive.partner;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;

/**
 * A partner's bundle, as a partner would write it: what the rule {@code prices} holds becomes a
 * file in the folder of an office; once the office has written {@code yes} into it, the hold is
 * released. Only the file, and no exchange, waits for the office.
 */
public final class TicketRoutes extends RouteBuilder {

  private static final String HOLD = "rule:prices";

  private final Path office = Path.of(System.getProperty("hansa.state"), "office");

  @Override
  public void configure() {
    from("hansa-follow:example.tickets?kinds=Application")
        .routeId("tickets.ask")
        .filter(TicketRoutes::isHeld)
        .process(this::ask);

    from("timer:office?period=200")
        .routeId("tickets.look")
        .process(e -> e.getMessage().setBody(answers()))
        .split(body())
        .process(this::read)
        .to("hansa-gate:release?hold=" + HOLD)
        .process(e -> Files.delete(e.getMessage().getHeader("Ticket", Path.class)));
  }

  private static boolean isHeld(Exchange e) {
    return e.getMessage().getBody() instanceof Resource r && r.holds().contains(HOLD);
  }

  /** Asked twice, it is still one ticket: a follower is given things at least once. */
  private void ask(Exchange e) throws IOException {
    Resource held = e.getMessage().getBody(Resource.class);
    Files.createDirectories(office);
    Path ticket = office.resolve(held.uid() + "." + held.generation());
    if (Files.notExists(ticket)) {
      Files.writeString(ticket, held.ref().toString());
    }
  }

  private List<Path> answers() throws IOException {
    List<Path> answered = new ArrayList<>();
    if (Files.isDirectory(office)) {
      try (DirectoryStream<Path> tickets = Files.newDirectoryStream(office)) {
        for (Path ticket : tickets) {
          if (Files.readString(ticket).endsWith(" yes")) {
            answered.add(ticket);
          }
        }
      }
    }
    return answered;
  }

  /** The office said yes to this generation of this resource, and to no later one. */
  private void read(Exchange e) throws IOException {
    Message message = e.getMessage();
    Path ticket = message.getBody(Path.class);
    String[] asked = ticket.getFileName().toString().split("\\.");
    message.setHeader("Ticket", ticket);
    message.setHeader("HansaRef", Ref.parse(Files.readString(ticket).replace(" yes", "")));
    message.setHeader("HansaUid", asked[0]);
    message.setHeader("HansaGeneration", asked[1]);
  }
}
