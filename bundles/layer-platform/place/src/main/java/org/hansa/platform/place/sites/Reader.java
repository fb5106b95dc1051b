package org.hansa.platform.place.sites;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.hansa.platform.place.Misread;

/** Reads an instance; the format is in the README of this module. */
public final class Reader {

  /** The first word of a file. */
  public static final String BEGIN = "hansa-place";

  private static final int DIMENSIONS = 32;

  private Reader() {}

  /**
   * @throws Misread if anything in the file is wrong
   * @throws IOException if it cannot be read
   */
  public static Instance read(Path file) throws IOException {
    try (Rows rows = new Rows(file)) {
      return read(new Sections(rows));
    }
  }

  /** The first word of a file, which tells formats apart; empty if there is none. */
  public static String begin(Path file) throws IOException {
    try (Rows rows = new Rows(file)) {
      return rows.next();
    }
  }

  private static Instance read(Sections in) throws IOException {
    Rows rows = in.rows;
    rows.row(BEGIN);
    if (rows.count("the version of the format", Integer.MAX_VALUE) != 1) {
      throw rows.wrong("the version of the format is not 1", "Write '" + BEGIN + " 1'.");
    }
    rows.end();
    rows.row("dimensions");
    while (rows.more()) {
      in.dimensions.add(rows);
    }
    if (in.dimensions.count() == 0 || in.dimensions.count() > DIMENSIONS) {
      throw rows.wrong(
          in.dimensions.count() + " dimensions are named", "Name 1 to " + DIMENSIONS + ".");
    }
    long gramWeight = 0;
    if (in.isNext("gramWeight")) {
      gramWeight = rows.number("what a gram counts", Sections.SIX, 0, Sections.PRICE);
      rows.end();
    }
    Zones zones = ZoneRows.read(in);
    Sites sites = SiteRows.read(in);
    Workloads workloads = WorkloadRows.read(in, sites);
    Links links = LinkRows.links(in);
    List<Group> groups = LinkRows.groups(in);
    String more = rows.next();
    if (!more.isEmpty()) {
      throw rows.wrong(
          "a row '" + Rows.shown(more) + "' stands after the last one",
          "Take it away, or correct the counts above.");
    }
    Instance read =
        new Instance(in.dimensions.all(), zones, sites, workloads, links, groups, gramWeight);
    if (Worst.of(read) > Long.MAX_VALUE / 4.0) {
      throw rows.wrong("the cost could be beyond 64 bits", "Give smaller amounts or prices.");
    }
    return read;
  }
}
