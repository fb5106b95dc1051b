package org.hansa.core.console;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.hansa.core.api.Drivers;
import org.hansa.core.api.Extension;
import org.hansa.core.api.Extensions;
import org.hansa.core.api.Resource;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.RootKeys;
import org.hansa.core.api.plan.Outlook;
import org.hansa.core.api.store.Backups;
import org.hansa.core.api.store.Inspector;

/** What the installation says of its own parts, for who operates it. */
public final class Reports {

  private static final int DIGEST = 12;
  private static final int SHOWN = 100;

  private final Output screen;

  public Reports(Output screen) {
    this.screen = screen;
  }

  public void kinds(List<Gate.Descriptor> kinds) {
    Table table = new Table("KIND", "PLURAL", "ATTENDED", "OWNER", "ABOUT");
    for (Gate.Descriptor kind : kinds) {
      Table.Cell attended =
          kind.attended() ? new Table.Cell("yes", "32") : new Table.Cell("no", "31");
      table.row(kind.kind(), kind.plural(), attended, kind.owner(), kind.about());
    }
    screen.table(table);
  }

  public void drivers(List<Drivers.Standing> all) {
    if (all.isEmpty()) {
      screen.line("There are none. A KAR with a driver brings one.");
      return;
    }
    Table table =
        new Table("DRIVER", "VERSION", "STATE", "ENDPOINTS", "CALLS", "LOST", "THREADS", "BUNDLE");
    for (Drivers.Standing each : all) {
      table.row(
          each.simulated() ? each.id() + " (simulated)" : each.id(),
          each.version(),
          each.state(),
          each.endpoints(),
          each.running(),
          each.lost(),
          each.threads(),
          each.bundle());
    }
    screen.table(table);
    all.forEach(
        each -> each.text().ifPresent(text -> screen.line(each.id() + ": " + Table.clean(text))));
  }

  public void rules(List<Drivers.Rule> rules) {
    Table table = new Table("RULE", "FACET", "WHAT HOLDS");
    rules.forEach(r -> table.row(r.id(), r.ability().orElse("all"), r.sentence()));
    screen.table(table);
  }

  public void extensions(List<Resource> all) {
    if (all.isEmpty()) {
      screen.line("There are none. extension:install brings one.");
      return;
    }
    Table table =
        new Table("NAME", "VERSION", "ARCHIVE", "SIGNER", "NODE", "STATE", "WHAT IS WRONG");
    all.forEach(each -> rows(table, each));
    screen.table(table);
  }

  private static void rows(Table table, Resource each) {
    Extension.Status status = each.status().as(Extension.Status.class);
    String digest = each.spec().as(Extension.Spec.class).digest().replaceFirst("^sha256:", "");
    Map<String, Extension.Node> nodes = new TreeMap<>(status.nodes());
    if (nodes.isEmpty()) {
      table.row(each.ref().name(), "", digest.substring(0, DIGEST), "", "", "not yet", "");
    }
    nodes.forEach(
        (name, node) ->
            table.row(
                each.ref().name(),
                status.version().orElse(""),
                digest.substring(0, DIGEST),
                status.signer().orElse("nobody"),
                name,
                node.state(),
                Table.clean(node.text().orElse(""))));
  }

  /** What an archive is, and what installing it would do. */
  public void archive(Extensions.Inspection seen) {
    screen.line(
        "%s %s%s, %s"
            .formatted(
                seen.bundle(),
                seen.version(),
                seen.replaces().map(was -> ", in place of " + was).orElse(""),
                seen.signer().map(who -> "signed by " + who).orElse("not signed")));
    screen.line("archive " + seen.digest());
    List<String> anew = seen.refreshes();
    screen.line(anew.isEmpty() ? "No other bundle is made anew." : "Made anew: " + anew);
    screen.line("It may do what Hansa itself may.");
    seen.troubles().forEach(trouble -> screen.line("Refused: " + Table.clean(trouble)));
  }

  public void backups(List<Backups.Backup> all) {
    if (all.isEmpty()) {
      screen.line("There are none. Make one with store:backup.");
      return;
    }
    Table table = new Table("NAME", "MADE", "REVISION", "RESOURCES", "ENTRIES", "BLOBS", "SIZE");
    for (Backups.Backup each : all) {
      table.row(
          each.name(),
          each.made().truncatedTo(ChronoUnit.SECONDS),
          each.revision(),
          each.counts().getOrDefault("resources", 0L),
          each.counts().getOrDefault("entries", 0L),
          each.counts().getOrDefault("blobs", 0L),
          Wording.size(each.bytes()));
    }
    screen.table(table);
  }

  /** Where a backup lies that was made. */
  public void made(Backups.Backup backup, List<String> removed) {
    screen.line(
        "Revision %d is in %s, %s."
            .formatted(backup.revision(), backup.folder(), Wording.size(backup.bytes())));
    removed.forEach(name -> screen.line("Backup " + name + " is removed."));
  }

  /** After a new root key. */
  public void renewed(RootKeys.Renewed renewed) {
    screen.line(
        "%d values are sealed under the new root key; the former one is %s."
            .formatted(renewed.values(), renewed.former()));
    screen.line("Keep both apart from the backups, and delete the former one there.");
    renewed
        .unread()
        .forEach(ref -> screen.line(ref + " opened under no key: set its values anew."));
  }

  public void inspection(Inspector.Reports reports) {
    if (reports.running().isEmpty() && reports.last().isEmpty()) {
      screen.line("None was made since the store was opened. Make one with store:check.");
    }
    reports.last().ifPresent(this::inspection);
    reports.running().ifPresent(this::inspection);
  }

  private void inspection(Inspector.Report report) {
    screen.line(
        "%s: begun at %s by %s, %s."
            .formatted(
                report.outcome(),
                report.began().truncatedTo(ChronoUnit.SECONDS),
                report.by(),
                report
                    .ended()
                    .map(at -> "ended at " + at.truncatedTo(ChronoUnit.SECONDS))
                    .orElse("under way")));
    found(report.found());
    report.failure().ifPresent(why -> screen.line("It did not come to its end: " + why));
  }

  public void found(List<Inspector.Found> all) {
    Table table = new Table("PART", "ROWS", "FOUND");
    all.forEach(each -> table.row(each.part(), each.rows(), each.damage().orElse("as written")));
    screen.table(table);
  }

  /** What would be done outside after a restore. */
  public void difference(Outlook.Difference difference) {
    if (difference.lines().isEmpty()) {
      screen.line("Nothing differs: what was observed is what the state says.");
    } else {
      Table table = new Table("WOULD", "RESOURCE", "AT", "FACET", "UID");
      difference.lines().stream()
          .limit(SHOWN)
          .forEach(
              l -> table.row(word(l.deed()), l.ref(), l.endpoint().name(), l.facet(), l.uid()));
      screen.table(table);
      if (difference.lines().size() > SHOWN) {
        screen.line("and " + (difference.lines().size() - SHOWN) + " more; --json shows all.");
      }
    }
    if (!difference.unseen().isEmpty()) {
      screen.line(
          difference.unseen().size()
              + " could not be observed and may differ too, first "
              + difference.unseen().get(0));
    }
  }

  private static String word(Outlook.Deed deed) {
    return deed == Outlook.Deed.ORPHAN ? "remove the orphan" : deed.name().toLowerCase(Locale.ROOT);
  }
}
