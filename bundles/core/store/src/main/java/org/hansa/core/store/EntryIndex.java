package org.hansa.core.store;

import com.fasterxml.jackson.databind.node.TextNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Entry;

/**
 * By which words entries are found: each resource that one speaks of, and its uid. Entries of one
 * moment speak of resources all over an index, and a row of it for each word would make a commit
 * write pages all over the file; so many of them go into it as one {@link EntryRun}, which is only
 * appended. What is not yet in it is read through.
 */
final class EntryIndex {

  private static final int AT_ONCE = 2000;

  /** With what a word begins. */
  private static final String SUBJECT = "s";

  private static final String UID = "u";

  private EntryIndex() {}

  static String subject(Ref ref) {
    return subject(ref.toString());
  }

  private static String subject(String ref) {
    return SUBJECT + ref;
  }

  static String uid(String uid) {
    return UID + uid;
  }

  /** As a word stands in the column {@code others}. */
  static String quoted(String word) {
    return Json.text(TextNode.valueOf(word));
  }

  /** The hash of each word of an entry, made without the words. */
  static void words(Prepared.Line line, LongConsumer hash) {
    Entry entry = line.entry();
    words(entry.stream(), line.subject(), entry.uid(), hash);
    for (Entry.Other other : entry.others()) {
      words(entry.stream(), other.subject().toString(), other.uid(), hash);
    }
  }

  private static void words(String stream, String subject, String uid, LongConsumer hash) {
    if (!subject.isEmpty()) {
      hash.accept(EntryRun.hash(stream, SUBJECT, subject));
    }
    if (!uid.isEmpty()) {
      hash.accept(EntryRun.hash(stream, UID, uid));
    }
  }

  private static void words(String subject, String uid, Consumer<String> word) {
    if (!subject.isEmpty()) {
      word.accept(subject(subject));
    }
    if (!uid.isEmpty()) {
      word.accept(uid(uid));
    }
  }

  /** The column {@code others} of an entry. */
  static String others(Entry entry) {
    if (entry.others().isEmpty()) {
      return "[]";
    }
    StringBuilder words = new StringBuilder("[");
    for (Entry.Other other : entry.others()) {
      words.append(words.length() == 1 ? "" : ",");
      Json.quote(words, subject(other.subject()));
      Json.quote(words.append(','), uid(other.uid()));
    }
    return words.append(']').toString();
  }

  /** The other way round. */
  static List<Entry.Other> others(String column) {
    List<Entry.Other> others = new ArrayList<>();
    Iterator<String> words = quotedWords(column).iterator();
    while (words.hasNext()) {
      Ref subject = Ref.parse(words.next().substring(1));
      others.add(new Entry.Other(subject, words.next().substring(1)));
    }
    return others;
  }

  private static List<String> quotedWords(String column) {
    List<String> words = new ArrayList<>();
    if (column.length() > 2) {
      Json.read(column).elements().forEachRemaining(word -> words.add(word.asText()));
    }
    return words;
  }

  /** Adds a run, in the transaction of the caller. */
  static void write(Connection connection, EntryRun run) throws SQLException {
    try (PreparedStatement runs =
            connection.prepareStatement("INSERT INTO entry_run (run) VALUES (?)");
        PreparedStatement rows =
            connection.prepareStatement(
                "INSERT INTO entry_words (run, first, words) VALUES (?, ?, ?)")) {
      run.write(runs, rows);
    }
  }

  /** Notes up to which number entries are in it. */
  static void note(Connection connection, long upTo) throws SQLException {
    Beginning.set(connection, "indexed", Long.toString(upTo));
  }

  /** All that is not in it, in the transaction of the caller; returns the newest number. */
  static long extend(Connection connection) throws SQLException {
    long from;
    try (Statement statement = connection.createStatement()) {
      from = Long.parseLong(Beginning.meta(statement, "indexed"));
    }
    long upTo = from;
    Optional<EntryRun> run = Optional.empty();
    for (long last = -1; last != upTo; ) {
      last = upTo;
      for (Said said : page(connection, upTo)) {
        if (run.isPresent() && !run.get().takes(said.number)) {
          write(connection, run.get());
          run = Optional.empty();
        }
        EntryRun into = run.orElseGet(() -> new EntryRun(said.number));
        for (long hash : said.hashes) {
          into.add(said.number, hash);
        }
        run = Optional.of(into);
        upTo = said.number;
      }
    }
    if (run.isPresent()) {
      write(connection, run.get());
    }
    if (upTo > from) {
      note(connection, upTo);
    }
    return upTo;
  }

  /** The hash of each word of an entry, as its run has them. */
  static void words(EntryRow row, LongConsumer hash) {
    Consumer<String> word = text -> hash.accept(EntryRun.hash(row.stream(), text));
    words(row.subject(), row.uid(), word);
    quotedWords(row.others()).stream().filter(text -> text.length() > 1).forEach(word);
  }

  private record Said(long number, List<Long> hashes) {}

  private static List<Said> page(Connection connection, long after) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + EntryRow.COLUMNS
                + " FROM entry WHERE number > ? ORDER BY number LIMIT "
                + AT_ONCE)) {
      select.setLong(1, after);
      List<Said> page = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          List<Long> hashes = new ArrayList<>();
          EntryRow row = EntryRow.read(rows);
          words(row, hashes::add);
          page.add(new Said(row.number(), hashes));
        }
      }
      return page;
    }
  }

  /** The newest number of an entry; 0 if there is none. */
  static long newest(Statement statement) throws SQLException {
    try (ResultSet found = statement.executeQuery("SELECT max(number) FROM entry")) {
      return found.next() ? found.getLong(1) : 0;
    }
  }

  /**
   * The same of SQLite, which keeps the greatest number that a row ever had, in the transaction
   * that wrote it.
   *
   * @throws Damaged if that row is gone: its number would be given again, to followers who have
   *     seen it
   */
  static long newestOfAll(Statement statement) throws SQLException {
    long newest = newest(statement);
    try (ResultSet found =
        statement.executeQuery("SELECT seq FROM sqlite_sequence WHERE name = 'entry'")) {
      if (found.next() && found.getLong(1) > newest) {
        throw new Damaged(
            "entries after " + newest + " are lost, up to " + found.getLong(1) + " at least");
      }
    }
    return newest;
  }
}
