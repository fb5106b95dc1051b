package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Drivers;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.console.Doing;
import org.hansa.core.console.Reports;
import org.hansa.core.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drivers. */
@Command(
    name = "driver",
    description = "Drivers: how what is outside is reached.",
    subcommands = {
      DriverVerbs.ListAll.class,
      DriverVerbs.New.class,
      DriverVerbs.Rules.class,
      DriverVerbs.Verify.class
    })
final class DriverVerbs extends Group {

  private static <T> List<T> items(JsonNode answer, Class<T> type) {
    List<T> all = new ArrayList<>();
    answer.path("items").forEach(each -> all.add(Json.view(each, type)));
    return all;
  }

  /** Lists drivers. */
  @Command(
      name = "list",
      description = "List the drivers of the node that answers, and how they are.",
      footer = {
        "ACTIVE drivers are called. One that is SUPERSEDED is there in a newer version too. Of one",
        "that is QUARANTINED no call is begun. One that FAILED could not be begun.",
        "",
        "  hansa driver list"
      })
  static final class ListAll extends Verb {

    ListAll(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) {
      JsonNode answer = remote().get("/drivers");
      if (json) {
        screen.json(answer);
      } else {
        new Reports(screen).drivers(items(answer, Drivers.Standing.class));
      }
    }
  }

  /** Shows the rules of the driver contract. */
  @Command(
      name = "rules",
      description = "Show the rules of the driver contract.",
      footer = {
        "Those about all facets, and those about one.",
        "",
        "  hansa driver rules",
        "  hansa driver rules virtual-machine"
      })
  static final class Rules extends Verb {

    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "FACET",
        description = "Only those about this facet")
    private String facet;

    Rules(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) {
      JsonNode answer = remote().get("/drivers/rules");
      if (json) {
        screen.json(answer);
      } else {
        new Reports(screen)
            .rules(
                items(answer, Drivers.Rule.class).stream()
                    .filter(r -> facet == null || r.ability().filter(facet::equals).isPresent())
                    .toList());
      }
    }
  }

  /** Begins a driver. */
  @Command(
      name = "new",
      description = "Begin a driver of your own, in a folder of its name here.",
      footer = {
        "Three files and a README, that build with a JDK and bin/hansa-driver of the distribution",
        "alone. The facet is any that the contract has (driver rules); volume if not said.",
        "",
        "  hansa driver new acme-rig",
        "  hansa driver new --facet workload --package com.acme.rig acme-rig"
      })
  static final class New extends Verb {

    @Parameters(
        index = "0",
        paramLabel = "DRIVER",
        description = "The driver's id, and the folder's name")
    private String name;

    @Option(names = "--facet", paramLabel = "FACET", description = "Which facet it begins with")
    private String facet = "";

    @Option(names = "--package", paramLabel = "NAME", description = "The package of its classes")
    private String in = "";

    New(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) throws IOException {
      String path =
          Ask.path("/drivers/skeleton", Map.of("name", name, "facet", facet, "package", in));
      byte[] zip = remote().door().send(Ask.get(path)).bytes("application/zip");
      Path here = Path.of(around().variable("PWD").orElse(""));
      Map<String, Long> made = new Unpacked(here).write(name, zip);
      if (json) {
        screen.json(Json.tree(made));
      } else {
        made.forEach((file, lines) -> screen.line(file + ", " + lines + " lines"));
        screen.line("Now: hansa-driver check " + name);
      }
    }
  }

  /** Tries an endpoint by the rules of the driver contract. */
  @Command(
      name = "verify",
      description = "Try an endpoint by the rules of the driver contract.",
      footer = {
        "It really makes a few small things there, under an id of its own, and removes them; what",
        "the endpoint does besides goes on. --keep leaves what was made; the next run removes it.",
        "Ctrl-C ends only the looking on: --last shows how far it is, and what came of it.",
        "",
        "  hansa driver verify local",
        "  hansa driver verify --rule apply-idempotent --rule list-complete -t demo edge"
      })
  static final class Verify extends Tenanted {

    private static final long LOOK_AGAIN_MILLIS = 300;

    @Parameters(index = "0", paramLabel = "ENDPOINT", description = "Its name")
    private String endpoint;

    @Option(
        names = "--rule",
        paramLabel = "RULE",
        description = "Only this rule; may be said several times")
    private List<String> rules = new ArrayList<>();

    @Option(names = "--keep", description = "Leave what was made")
    private boolean keep;

    @Option(names = "--last", description = "Only show the one under way, or the last one")
    private boolean last;

    @Option(names = "--junit", description = "Print JUnit's XML")
    private boolean junit;

    Verify(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) throws InterruptedException {
      Remote remote = remote();
      Ref ref = new Ref(Endpoint.KIND, remote.tenant(tenant()), endpoint);
      String path = "/endpoints/" + ref.tenant() + "/" + ref.name() + "/verification";
      if (!last) {
        Map<String, Object> wanted = new TreeMap<>();
        wanted.put("keep", keep);
        if (!rules.isEmpty()) {
          wanted.put("rules", rules);
        }
        remote.post(path, Json.tree(wanted));
      }
      JsonNode ended = ended(screen, remote, path);
      JsonNode outcome = ended.path("outcome");
      if (!outcome.isObject()) {
        throw new Problem(
            Problem.Reason.UNAVAILABLE,
            Optional.of(ended.path("trouble").asText(""))
                .filter(t -> !t.isEmpty())
                .orElse("it came to no end"),
            "Look at the endpoint.");
      }
      if (json) {
        screen.json(ended);
      } else if (junit) {
        outcome.path("junit").asText().lines().forEach(screen::line);
      } else {
        outcome
            .path("table")
            .forEach(line -> screen.line(line.asText().replaceAll("\\p{Cntrl}", " ")));
      }
      if (!outcome.path("sound").asBoolean()) {
        throw new Problem(
            Problem.Reason.CONFLICT,
            ref + " does not keep the driver contract",
            "The report says which rules are broken, and by what.");
      }
    }

    /** Says how far it is, a line a rule. */
    private JsonNode ended(Terminal screen, Remote remote, String path)
        throws InterruptedException {
      int said = -1;
      while (true) {
        JsonNode now = remote.get(path);
        if (now.hasNonNull("outcome") || now.hasNonNull("trouble")) {
          screen.waited();
          return now;
        }
        int done = now.path("done").asInt();
        if (done != said) {
          said = done;
          String rule = Table.clean(now.path("rule").asText(""));
          int total = now.path("total").asInt();
          String line = "%d of %d  %s".formatted(done, total, rule);
          if (screen.watched()) {
            screen.far(Doing.bar(done * 100 / Math.max(1, total)) + line);
          } else if (json || junit) {
            screen.aside("  " + line);
          } else {
            screen.line("  " + line);
          }
        }
        // It goes on by itself: so it is asked again, not too often.
        TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
      }
    }
  }
}
