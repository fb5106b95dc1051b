package org.hansa.platform.place.sites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hansa.platform.place.Misread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReaderTest {

  private static final String WHOLE =
      """
      hansa-place 1
      dimensions cpu memory   # in cores and GiB
      gramWeight 0.0001
      zones 2
      zone north
      zone south
      pairs 1
      between north south cost 0.02 latency 12.5
      sites 2
      site n1 zone north capacity 8 32.5 price 0.02 0.004 grams 30 1 open 0.5 labels eu,gpu
      site s1 zone south capacity 4 16 price 0.01 0.003
      workloads 3
      workload a need 1 2.25 requires eu at n1 move 0.25 priority 3
      workload b need 0.5 1
      workload c need 0.5 1
      links 1
      link a b traffic 2.5 within 20
      groups 1
      group apart site b c
      """;

  @TempDir Path folder;

  @Test
  void readsAllThatCanBeSaid() throws Exception {
    Instance read = Text.read(folder, WHOLE);

    assertThat(read.dimensions()).containsExactly("cpu", "memory");
    assertThat(read.gramWeight()).isEqualTo(100);
    assertThat(read.zones().latency(1, 0)).isEqualTo(12_500);
    assertThat(read.zones().transport(0, 1)).isEqualTo(20_000);
    assertThat(read.sites().capacities()).containsExactly(8_000, 32_500, 4_000, 16_000);
    assertThat(read.sites().prices()).containsExactly(20_000, 4_000, 10_000, 3_000);
    assertThat(read.sites().opening()).containsExactly(500_000_000, 0);
    assertThat(read.workloads().mayBe(0, 0)).isTrue();
    assertThat(read.workloads().mayBe(0, 1)).isFalse();
    assertThat(read.workloads().standing()).containsExactly(0, -1, -1);
    assertThat(read.workloads().priorities()).containsExactly(3, 0, 0);
    assertThat(read.links().others()).containsExactly(1, 0);
    assertThat(read.groups()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1  | hansa-place 2            | 1: the version of the format is not 1
          2  | dimensions               | 2: 0 dimensions are named. Name 1 to 32
          2  | dimensions cpu cpu       | 2: there are two dimensions 'cpu'
          4  | zones -2                 | 4: the number of zones is -2. Give one from 0 to 4000
          5  |                          | 6: a row 'pairs' stands where one 'zone' should be
          8  | between north east       | 8: there is no zone 'east'. Give one of those above
          8  | between north south speed 3 | 8: 'speed' means nothing here. Say cost or latency
          9  | sites 3                  | 12: a row 'workloads' stands where one 'site' should be
          9  | sites many               | 9: the number of sites is 'many'. Write a number
          10 | site n1 zone west capacity 8 32 price 1 1 | 10: there is no zone 'west'
          10 | site n1 zone north capacity -8 32 price 1 1 | 10: the capacity of cpu is -8. Give one from 0
          10 | site n1 zone north capacity 8 | 10: the row ends where the capacity of memory should be
          10 | site n1 zone north price 1 1 | 10: the row says no capacity
          10 | site n1 zone north zone south | 10: 'zone' is said twice
          10 | site n1 zone north capacity 8.1234 32 price 1 1 | 10: the capacity of cpu is 8.1234. Give at most 3 decimals
          10 | site n1 zone north capacity 1e999999999 32 price 1 1 | 10: the capacity of cpu is '1e999999999'
          11 | site n1 zone south capacity 4 16 price 1 1 | 11: there are two sites 'n1'
          13 | workload a need 1 2 at n9 | 13: there is no site 'n9'
          13 | workload a              | 13: the row says no need
          15 |                          | 15: a row 'links' stands where one 'workload' should be
          17 | link a z                 | 17: there is no workload 'z'
          17 | link a a                 | 17: a workload is linked with itself
          19 | group near site b c      | 19: a group is 'near site'. Say apart or same
          19 | group apart site b b     | 19: a workload is in the group twice
          19 |                          | the file ends where a row 'group' should be
          19 | extra                    | 19: a row 'extra' stands where one 'group' should be
          """)
  void saysWhereItIsWrongAndWhatHelps(int line, String text, String said) {
    List<String> lines = new ArrayList<>(Arrays.asList(WHOLE.split("\n")));
    if (text == null) {
      lines.remove(line - 1);
    } else {
      lines.set(line - 1, text);
    }

    assertThatThrownBy(() -> Text.read(folder, String.join("\n", lines) + "\n"))
        .isInstanceOf(Misread.class)
        .hasMessageContaining("instance.txt:")
        .hasMessageContaining(said);
  }

  @Test
  void moreRowsThanTheFileHasRoomForAreRefusedBeforeTheyTakeMemory() {
    String many = WHOLE.replace("workloads 3", "workloads 2000000");

    assertThatThrownBy(() -> Text.read(folder, many))
        .isInstanceOf(Misread.class)
        .hasMessageContaining("the number of workloads is 2000000 and the file has");
  }

  @Test
  void aLineIsReadNoFurtherThanItMayBeLong() {
    assertThatThrownBy(() -> Text.read(folder, "hansa-place 1\n" + " ".repeat(200_000)))
        .isInstanceOf(Misread.class)
        .hasMessageContaining("instance.txt:2: the line has more than 100000 characters");
  }

  @Test
  void whatIsNotUtf8IsSaidWithItsLine() throws Exception {
    byte[] latin =
        WHOLE.replace("workload b", "workload \u00e9").getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("latin.txt"), latin);

    assertThatThrownBy(() -> Reader.read(file))
        .isInstanceOf(Misread.class)
        .hasMessageContaining("latin.txt:")
        .hasMessageContaining("is not UTF-8. Save the file as that.");
  }

  @Test
  void aCostThatCannotBeCountedIsRefused() {
    String dear =
        WHOLE
            .replace("price 0.01 0.003", "price 1000000 1000000")
            .replace("need 0.5 1", "need 1000000000 1000000000");

    assertThatThrownBy(() -> Text.read(folder, dear))
        .isInstanceOf(Misread.class)
        .hasMessageContaining("beyond 64 bits");
  }

  @Test
  void whatIsShownOfAWordIsShortAndPlain() {
    String word = "\u001b[31m" + "x".repeat(200);

    assertThatThrownBy(() -> Text.read(folder, WHOLE.replace("link a b", "link a " + word)))
        .isInstanceOf(Misread.class)
        .hasMessageContaining("?[31mxxxx")
        .hasMessageNotContaining("\u001b")
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(300));
  }
}
