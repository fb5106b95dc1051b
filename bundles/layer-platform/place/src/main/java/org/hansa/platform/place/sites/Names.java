package org.hansa.platform.place.sites;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names of one sort of thing, each once, with their numbers. */
final class Names {

  private final String sort;
  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  Names(String sort) {
    this.sort = sort;
  }

  List<String> all() {
    return List.copyOf(names);
  }

  int count() {
    return names.size();
  }

  String get(int number) {
    return names.get(number);
  }

  /** Reads a new one. */
  String add(Rows rows) {
    String name = rows.word("the name of a " + sort);
    if (numbers.putIfAbsent(name, names.size()) != null) {
      throw rows.wrong(
          "there are two " + sort + "s '" + Rows.shown(name) + "'", "Give one another name.");
    }
    names.add(name);
    return name;
  }

  /** Reads one that there is. */
  int find(Rows rows) {
    String name = rows.word("the name of a " + sort);
    Integer number = numbers.get(name);
    if (number == null) {
      throw rows.wrong(
          "there is no " + sort + " '" + Rows.shown(name) + "'",
          "Give one of those above, or add it there.");
    }
    return number;
  }
}
