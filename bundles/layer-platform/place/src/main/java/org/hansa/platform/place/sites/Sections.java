package org.hansa.platform.place.sites;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The parts of an instance as they are read, and the names that were given in those before. */
final class Sections {

  static final int THREE = 3;
  static final int SIX = 6;
  static final int NINE = 9;
  static final long AMOUNT = 1_000_000_000L;
  static final long PRICE = 1_000_000L;

  final Rows rows;
  final Names dimensions = new Names("dimension");
  final Names zones = new Names("zone");
  final Names sites = new Names("site");
  final Names workloads = new Names("workload");

  Sections(Rows rows) {
    this.rows = rows;
  }

  /** Reads the row with which a part begins; returns how many rows it has. */
  int begin(String name, int most) throws IOException {
    rows.row(name);
    int many = rows.rows("the number of " + name, most);
    rows.end();
    return many;
  }

  /** The same of a part that may be absent: it has no row then. */
  int beginIfThere(String name, int most) throws IOException {
    if (!isNext(name)) {
      return 0;
    }
    int many = rows.rows("the number of " + name, most);
    rows.end();
    return many;
  }

  /** Whether the next row begins with a word; if not, it is read again. */
  boolean isNext(String row) throws IOException {
    boolean there = rows.next().equals(row);
    if (!there) {
      rows.back();
    }
    return there;
  }

  /** A number for each dimension. */
  void amounts(long[] into, int at, String what, int decimals, long most) {
    int wide = dimensions.count();
    for (int d = 0; d < wide; d++) {
      into[at * wide + d] = rows.number(what + " of " + dimensions.get(d), decimals, 0, most);
    }
  }

  List<String> labels() {
    return List.of(rows.word("labels, with commas between").split(","));
  }

  /** The next word of a row, which was not said in it before. */
  String once(Set<String> said) {
    String word = rows.word("the next word");
    if (!said.add(word)) {
      throw rows.wrong("'" + Rows.shown(word) + "' is said twice", "Say it once.");
    }
    return word;
  }

  void require(Set<String> said, String... words) {
    for (String word : words) {
      if (!said.contains(word)) {
        throw rows.wrong("the row says no " + word, "Add '" + word + "' with its values.");
      }
    }
  }

  RuntimeException unknown(String word, String known) {
    return rows.wrong("'" + Rows.shown(word) + "' means nothing here", "Say " + known + ".");
  }
}
