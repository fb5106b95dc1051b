package org.hansa.drivers.simulator.world;

/**
 * A line of the journal: something that happened.
 *
 * @param at milliseconds of simulated time
 * @param op {@code clock}, {@code put}, {@code cut} or {@code load}
 * @param facet whose object, or {@code -}
 * @param uid of the object, or the name of what is counted
 * @param times of the object, or {@code -}
 * @param body JSON
 */
record Line(long at, String op, String facet, String uid, String times, String body) {

  private static final int WORDS = 6;

  static Line of(String text) {
    String[] words = text.split(" ", WORDS);
    return new Line(Long.parseLong(words[0]), words[1], words[2], words[3], words[4], words[5]);
  }

  static Line put(long at, String facet, String uid, Kept<?> kept, String body) {
    String times =
        String.format(
            "%d,%d,%d,%d,%b",
            kept.from(), kept.until(), kept.appears(), kept.gone(), kept.leaving());
    return new Line(at, "put", facet, uid, times, body);
  }

  <T extends Record & Thing> Kept<T> kept(T thing) {
    String[] parts = times.split(",", -1);
    return new Kept<>(
        thing,
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        Boolean.parseBoolean(parts[4]));
  }

  String text() {
    return at + " " + op + " " + facet + " " + uid + " " + times + " " + body;
  }
}
