package org.hansa.platform.place.sites;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the links between workloads, and the groups of them; both may be absent. */
final class LinkRows {

  private static final int LINKS = 10_000_000;
  private static final int GROUPS = 1_000_000;

  private LinkRows() {}

  static Links links(Sections in) throws IOException {
    int many = in.beginIfThere("links", LINKS);
    LinkList list = new LinkList(many);
    for (int l = 0; l < many; l++) {
      in.rows.row("link");
      int one = in.workloads.find(in.rows);
      int other = in.workloads.find(in.rows);
      if (one == other) {
        throw in.rows.wrong("a workload is linked with itself", "Take the row away.");
      }
      long traffic = 0;
      int within = Links.ANY;
      Set<String> said = new HashSet<>();
      while (in.rows.more()) {
        String word = in.once(said);
        switch (word) {
          case "traffic" ->
              traffic = in.rows.number("the traffic", Sections.THREE, 0, Sections.PRICE);
          case "within" ->
              within = (int) in.rows.number("the latency", Sections.THREE, 0, Sections.PRICE);
          default -> throw in.unknown(word, "traffic or within");
        }
      }
      list.add(one, other, traffic, within);
    }
    return list.sorted(in.workloads.count());
  }

  static List<Group> groups(Sections in) throws IOException {
    int many = in.beginIfThere("groups", GROUPS);
    List<Group> groups = new ArrayList<>();
    for (int g = 0; g < many; g++) {
      in.rows.row("group");
      String kind = in.rows.word("apart or same");
      String level = in.rows.word("site or zone");
      if (!Set.of("apart", "same").contains(kind) || !Set.of("site", "zone").contains(level)) {
        throw in.rows.wrong(
            "a group is '" + Rows.shown(kind) + " " + Rows.shown(level) + "'",
            "Say apart or same, and then site or zone.");
      }
      Set<Integer> members = new HashSet<>();
      while (in.rows.more()) {
        if (!members.add(in.workloads.find(in.rows))) {
          throw in.rows.wrong("a workload is in the group twice", "Name it once.");
        }
      }
      groups.add(
          new Group(
              kind.equals("apart") ? Group.Kind.APART : Group.Kind.SAME,
              level.equals("zone"),
              members.stream().sorted().mapToInt(Integer::intValue).toArray()));
    }
    return groups;
  }
}
