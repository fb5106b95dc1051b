package org.hansa.core.api;

import java.util.List;

/**
 * The descriptor of a kind. It is itself stored (as a resource of kind {@code Kind}), so that the
 * resources stay readable and deletable while the owning bundle is absent.
 *
 * @param name upper camel case, singular
 * @param plural lower case: the REST path segment
 * @param version 1 at first; greater only with conversion both ways
 * @param owner the component that attends it, for instance {@code org.hansa.platform.wdm}
 * @param spec a record; the JSON Schema is derived from it
 * @param status a record
 * @param writer who writes the spec
 * @param about one sentence
 * @param columns what a table of them shows besides tenant and name
 * @param data where its resources are
 */
public record Kind(
    String name,
    String plural,
    int version,
    String owner,
    Class<? extends Record> spec,
    Class<? extends Record> status,
    Writer writer,
    String about,
    List<Column> columns,
    Data data) {

  /** USERS: people and programs through a door, and owners. OWNERS: only controllers. */
  public enum Writer {
    USERS,
    OWNERS
  }

  /**
   * MANAGED: in the snapshot, watched, decided on by controllers; a bounded number. CATALOGUE: in
   * the database alone, as many as you like, found by name, label and words; in no watch, and no
   * controller writes them.
   */
  public enum Data {
    MANAGED,
    CATALOGUE
  }

  /** A heading and the JSON pointer, into the written resource, of what stands under it. */
  public record Column(String heading, String pointer) {}

  public Kind(
      String name,
      String plural,
      int version,
      String owner,
      Class<? extends Record> spec,
      Class<? extends Record> status,
      Writer writer,
      String about,
      List<Column> columns) {
    this(name, plural, version, owner, spec, status, writer, about, columns, Data.MANAGED);
  }

  public Kind {
    columns = List.copyOf(columns);
  }
}
