package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.gate.RootKeys;
import org.hansa.core.api.plan.Outlook;
import org.hansa.core.api.store.Backups;
import org.hansa.core.api.store.Inspector;
import org.hansa.core.console.Reports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The store as a whole. */
@Command(
    name = "store",
    description = "The store: backups, damage, the root key, and what follows a restore.",
    subcommands = {
      StoreVerbs.Accept.class,
      StoreVerbs.Backup.class,
      StoreVerbs.ListAll.class,
      StoreVerbs.Remove.class,
      StoreVerbs.Check.class,
      StoreVerbs.Rekey.class
    })
final class StoreVerbs extends Group {

  private static final Duration LONG = Duration.ofHours(2);

  /** Makes a backup. */
  @Command(
      name = "backup",
      description = "Copy all state, as it is at one moment, while everything goes on.",
      footer = {
        "The copy is a folder in the state folder of the installation. It lacks the root key,",
        "without which secrets cannot be read: keep root.key elsewhere. With --keep, so many of",
        "those that were named by the time stay, and the older ones go. A backup is restored on",
        "the machine itself: store:restore in its shell, or bin/hansa restore.",
        "",
        "  hansa store backup --keep 7",
        "  hansa store backup before-the-move"
      })
  static final class Backup extends Verb {

    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "NAME",
        description = "Its name; the time if not said")
    private String name;

    @Option(
        names = "--keep",
        paramLabel = "NUMBER",
        description = "How many named by the time stay; all if not said")
    private Integer keep;

    Backup(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) {
      if (name != null && keep != null) {
        throw misused("--keep goes without a name: it counts those that are named by the time");
      }
      Map<String, Object> wanted = new TreeMap<>();
      if (name != null) {
        wanted.put("name", name);
      }
      if (keep != null) {
        wanted.put("keep", keep);
      }
      tell(screen, "  copying");
      JsonNode made =
          remote().door().send(Ask.of("POST", "/backups", Json.tree(wanted)).within(LONG)).json();
      if (json) {
        screen.json(made);
        return;
      }
      List<String> removed = new ArrayList<>();
      made.path("removed").forEach(each -> removed.add(each.asText()));
      new Reports(screen).made(Json.view(made, Backups.Backup.class), removed);
    }
  }

  /** Lists backups. */
  @Command(
      name = "backups",
      description = "List the backups in the state folder.",
      footer = "  hansa store backups")
  static final class ListAll extends Verb {

    ListAll(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) {
      JsonNode answer = remote().get("/backups");
      List<Backups.Backup> all = new ArrayList<>();
      answer.path("items").forEach(each -> all.add(Json.view(each, Backups.Backup.class)));
      if (json) {
        screen.json(answer);
      } else {
        new Reports(screen).backups(all);
      }
    }
  }

  /** Removes a backup. */
  @Command(
      name = "backup-delete",
      description = "Remove a backup in the state folder for good.",
      footer = "  hansa store backup-delete before-the-move")
  static final class Remove extends Verb {

    @Parameters(index = "0", paramLabel = "BACKUP", description = "The backup's name")
    private String name;

    @Option(
        names = {"-y", "--yes"},
        description = "Do not ask")
    private boolean yes;

    Remove(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) {
      if (!name.matches("[a-z0-9][a-z0-9._-]{0,99}")) {
        throw misused("'" + name + "' is no name of a backup in the state folder");
      }
      if (!yes) {
        screen.confirm("Remove the backup " + name + " for good?");
      }
      remote().door().send(Ask.of("DELETE", "/backups/" + name));
      if (json) {
        screen.json(Json.tree(Map.of("removed", name)));
      } else {
        screen.line("Backup " + name + " is removed.");
      }
    }
  }

  /** Has the root key renewed. */
  @Command(
      name = "rekey",
      description = "Make a new root key, and seal all secret values under it.",
      footer = {
        "Everything goes on meanwhile. The former key stays in the state folder, on the machine",
        "itself: backups that were made under it need it. Nodes that share a database: stop the",
        "others first, and give each the new root.key before it starts.",
        "",
        "  hansa store rekey"
      })
  static final class Rekey extends Verb {

    @Option(
        names = {"-y", "--yes"},
        description = "Do not ask")
    private boolean yes;

    Rekey(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) {
      if (!yes) {
        screen.confirm("Make a new root key, and seal all values under it?");
      }
      JsonNode renewed =
          remote().door().send(Ask.of("POST", "/root-key/renew").within(LONG)).json();
      if (json) {
        screen.json(renewed);
      } else {
        new Reports(screen).renewed(Json.view(renewed, RootKeys.Renewed.class));
      }
    }
  }

  /** Has the database inspected for damage, or says what came of it. */
  @Command(
      name = "check",
      description = "Look for damage in all that the database holds, while everything goes on.",
      footer = {
        "With --last nothing is looked at: what came of the last one is shown, whoever had it",
        "made, and how far the one is that is under way.",
        "",
        "  hansa store check",
        "  hansa store check --last"
      })
  static final class Check extends Verb {

    private static final long LOOK_AGAIN_MILLIS = 500;

    @Option(names = "--last", description = "Only say what is known of those that were made")
    private boolean last;

    Check(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) throws InterruptedException {
      Remote remote = remote();
      if (last) {
        JsonNode answer = remote.get("/inspection");
        if (json) {
          screen.json(answer);
        } else {
          new Reports(screen).inspection(Json.view(answer, Inspector.Reports.class));
        }
        return;
      }
      JsonNode begun = remote.door().send(Ask.of("POST", "/inspection")).json();
      JsonNode ended = ended(screen, remote, begun.path("began").asText());
      if (json) {
        screen.json(ended);
      } else {
        new Reports(screen).found(Json.view(ended, Inspector.Report.class).found());
      }
      if (!ended.path("outcome").asText().equals(Inspector.Outcome.WHOLE.name())) {
        throw new Problem(
            Problem.Reason.UNAVAILABLE,
            "the inspection says " + ended.path("outcome").asText(),
            ended.path("failure").asText("Restore a backup: store backups lists them."));
      }
    }

    private JsonNode ended(Terminal screen, Remote remote, String began)
        throws InterruptedException {
      String said = "";
      while (true) {
        JsonNode now = remote.get("/inspection");
        JsonNode running = now.path("running");
        if (!running.path("began").asText().equals(began)) {
          return now.path("last");
        }
        for (JsonNode part : running.path("found")) {
          String line = "  " + part.path("part").asText();
          if (!said.contains(line + "\n")) {
            tell(screen, line);
            said += line + "\n";
          }
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
      }
    }
  }

  /** Ends the time after a restore in which nothing outside is changed. */
  @Command(
      name = "accept",
      description = "Show what differs since a restore, and let it be put right.",
      footer = {
        "After a restore nothing outside is changed. Here stands what would be. If you accept, it",
        "is done.",
        "",
        "  hansa store accept",
        "  hansa store accept --yes"
      })
  static final class Accept extends Verb {

    private static final String SELF = "/installations/system/self/";
    private static final long LOOK_AGAIN_MILLIS = 500;

    @Option(
        names = {"-y", "--yes"},
        description = "Do not ask")
    private boolean yes;

    @Option(
        names = "--wait",
        paramLabel = "SECONDS",
        description = "How long to wait until all is observed; 60 if not said")
    private int wait = 60;

    Accept(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) throws InterruptedException {
      Remote remote = remote();
      JsonNode now = observed(screen, remote);
      if (json) {
        screen.json(now);
      } else {
        new Reports(screen).difference(difference(now));
      }
      if (!yes) {
        screen.confirm("Accept the restored state, and do this?");
      }
      remote.post(SELF + "release", Json.tree(Map.of("reason", Installation.RESTORED)));
      tell(screen, "Accepted.");
    }

    private JsonNode observed(Terminal screen, Remote remote) throws InterruptedException {
      Instant until = around().clock().instant().plusSeconds(wait);
      boolean said = false;
      while (true) {
        JsonNode now = remote.get(SELF + "difference");
        boolean held = false;
        for (JsonNode hold : now.path("holds")) {
          held |= hold.asText().equals(Installation.RESTORED);
        }
        if (!held) {
          throw new Problem(
              Problem.Reason.PRECONDITION,
              "there is nothing to accept: nothing was restored, or it was accepted",
              "Other holds on the installation are released with hansa release.");
        }
        JsonNode unseen = now.path("unseen");
        if (unseen.isEmpty() || !around().clock().instant().isBefore(until)) {
          return now;
        }
        if (!said) {
          said = true;
          tell(screen, "Observing " + unseen.size() + ", first " + unseen.get(0).asText());
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
      }
    }

    private static Outlook.Difference difference(JsonNode tree) {
      List<Outlook.Line> lines = new ArrayList<>();
      for (JsonNode each : tree.path("lines")) {
        lines.add(
            new Outlook.Line(
                Json.view(each.path("deed"), Outlook.Deed.class),
                Ref.parse(each.path("ref").asText()),
                Ref.parse(each.path("endpoint").asText()),
                each.path("facet").asText(),
                each.path("uid").asText()));
      }
      List<Ref> unseen = new ArrayList<>();
      tree.path("unseen").forEach(each -> unseen.add(Ref.parse(each.asText())));
      return new Outlook.Difference(lines, unseen);
    }
  }
}
