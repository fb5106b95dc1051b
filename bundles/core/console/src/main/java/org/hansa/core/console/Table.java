package org.hansa.core.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rows under headings that fit a width: what is too wide is cut with an ellipsis, the widest column
 * first. Colour codes are added after measuring.
 */
public final class Table {

  private static final int GAP = 2;

  /** In the basic plane, as all of them but a few tags are. */
  private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n\\t]]");

  private static final int NARROWEST = 6;

  /** Text with a colour; the colour is an ANSI parameter, empty for none. */
  public record Cell(String text, String colour) {
    public static Cell of(Object value) {
      return new Cell(String.valueOf(value), "");
    }
  }

  private final List<String> headings;
  private final List<List<Cell>> rows = new ArrayList<>();

  public Table(String... headings) {
    this.headings = List.of(headings);
  }

  public Table(List<String> headings) {
    this.headings = List.copyOf(headings);
  }

  public Table row(Object... values) {
    List<Cell> cells = new ArrayList<>();
    for (Object value : values) {
      cells.add(value instanceof Cell cell ? cell : Cell.of(value));
    }
    rows.add(cells);
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /**
   * @param width in characters; 0 if there is none to fit
   */
  public List<String> lines(int width, boolean colours) {
    int[] widths = widths();
    fit(widths, width);
    List<String> lines = new ArrayList<>();
    lines.add(line(headings.stream().map(h -> new Cell(h, "1")).toList(), widths, colours));
    rows.forEach(row -> lines.add(line(row, widths, colours)));
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[headings.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = headings.get(i).length();
      for (List<Cell> row : rows) {
        widths[i] = Math.max(widths[i], clean(row.get(i).text()).length());
      }
    }
    return widths;
  }

  private static void fit(int[] widths, int width) {
    int free = width - GAP * (widths.length - 1);
    while (width > 0 && sum(widths) > free) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= NARROWEST) {
        return;
      }
      widths[widest]--;
    }
  }

  private static int sum(int[] widths) {
    int sum = 0;
    for (int width : widths) {
      sum += width;
    }
    return sum;
  }

  private static String line(List<Cell> cells, int[] widths, boolean colours) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String text = clean(cells.get(i).text());
      String shown =
          text.length() > widths[i] ? text.substring(0, Math.max(0, widths[i] - 1)) + "…" : text;
      String colour = cells.get(i).colour();
      line.append(
          colours && !colour.isEmpty() ? "\u001b[" + colour + "m" + shown + "\u001b[0m" : shown);
      if (i < cells.size() - 1) {
        line.append(" ".repeat(widths[i] - shown.length() + GAP));
      }
    }
    return line.toString();
  }

  /** One line, and no control characters: a name or message must not steer a terminal. */
  public static String clean(String text) {
    return shown(text.replaceAll("\\s+", " "));
  }

  /** Lines as they are, without what steers a terminal or turns the order of what is read. */
  public static String shown(String text) {
    return STEERING.matcher(text).replaceAll("");
  }

  /** JSON as it is, with what steers a terminal written as JSON writes it. */
  public static String escaped(String json) {
    return STEERING
        .matcher(json)
        .replaceAll(
            found ->
                found
                    .group()
                    .chars()
                    .mapToObj("\\\\u%04x"::formatted)
                    .collect(Collectors.joining()));
  }
}
