package org.hansa.itests.archive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What each walker is answered at each path: a line an operation, a cell a group of walkers, with
 * one status if all of the group are answered alike, else one for each of its roles.
 */
final class WalkTable {

  private static final String BAR = " | ";

  private WalkTable() {}

  /** By operation, the cells; lines that begin with # say nothing. */
  static Map<String, String> read(String text) {
    Map<String, String> lines = new LinkedHashMap<>();
    text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(
            line -> {
              int bar = line.indexOf('|');
              String operation = line.substring(0, bar).strip().replaceAll(" +", " ");
              String cells = line.substring(bar + 1).strip().replaceAll(" +", " ");
              if (lines.put(operation, cells) != null) {
                throw new AssertionError("twice in the table: " + operation);
              }
            });
    return lines;
  }

  /**
   * @param answers in the order of the walkers
   */
  static String cells(List<Walker> walkers, List<Integer> answers) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < walkers.size(); i++) {
      groups.computeIfAbsent(walkers.get(i).group(), g -> new ArrayList<>()).add(answers.get(i));
    }
    return groups.values().stream().map(WalkTable::cell).collect(Collectors.joining(BAR));
  }

  private static String cell(List<Integer> group) {
    return group.stream().distinct().count() == 1
        ? group.get(0).toString()
        : group.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /** As people read it, with a line before each group of paths that says of what they are. */
  static String text(Map<String, String> lines, Map<String, String> about) {
    StringBuilder text = new StringBuilder();
    String last = "";
    for (Map.Entry<String, String> line : lines.entrySet()) {
      String[] words = line.getKey().split(" ");
      String first = words[1].split("/").length > 3 ? words[1].split("/")[3] : "";
      if (!first.equals(last) && about.containsKey(first)) {
        text.append("\n# ").append(about.get(first)).append('\n');
      }
      last = first;
      text.append("%-6s %-58s".formatted(words[0], words[1]));
      for (String cell : line.getValue().split(" \\| ")) {
        text.append(BAR).append("%-19s".formatted(cell));
      }
      text.setLength(text.toString().stripTrailing().length());
      text.append('\n');
    }
    return text.toString();
  }

  /** Each line in which two tables differ, as either has it. */
  static List<String> differences(Map<String, String> table, Map<String, String> found) {
    TreeSet<String> all = new TreeSet<>(table.keySet());
    all.addAll(found.keySet());
    List<String> differ = new ArrayList<>();
    for (String operation : all) {
      if (!found.containsKey(operation)) {
        differ.add("described no more: " + operation);
      } else if (!table.containsKey(operation)) {
        differ.add("not in the table:  " + operation + BAR + found.get(operation));
      } else if (!table.get(operation).equals(found.get(operation))) {
        differ.add("in the table:      " + operation + BAR + table.get(operation));
        differ.add("answered:          " + operation + BAR + found.get(operation));
      }
    }
    return differ;
  }
}
