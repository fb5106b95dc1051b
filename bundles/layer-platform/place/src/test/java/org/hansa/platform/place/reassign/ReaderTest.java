package org.hansa.platform.place.reassign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  /** Two machines, one service of two processes, one balance. */
  private static final String MODEL =
      """
      2
      1 100
      0 10
      2
      0 0 30 400 16 80 0 1
      0 1 10 240 8 160 1 0
      2
      2 0
      1 1 0
      3
      0 12 10 1000
      0 10 20 100
      1 6 200 1
      1
      0 1 20
      10
      1 10 100
      """;

  @TempDir Path folder;

  @Test
  void readsWhatTheChallengeWrites() throws Exception {
    Instance read = read(MODEL, "0 1 0\n");

    assertThat(read.machines()).isEqualTo(2);
    assertThat(read.processes()).isEqualTo(3);
    assertThat(read.isTransient()).containsExactly(true, false);
    assertThat(read.safeties()).containsExactly(16, 80, 8, 160);
    assertThat(read.needs()[1]).containsExactly(0);
    assertThat(read.machineMoves().of(0, 1)).isEqualTo(1);
    assertThat(read.balances()).containsExactly(new Instance.Balance(0, 1, 20, 10));
    assertThat(read.initial()).containsExactly(0, 1, 0);
  }

  @Test
  void whereLinesEndDoesNotMatter() throws Exception {
    assertThat(read(MODEL.replace("\n", "\r\n").strip(), "0  1\t0").processes()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1  | -1             | the number of the number of resources is -1
          1  | x              | is no whole number
          4  | 99999999       | is 99999999. Give one from 1 to 20000
          4  | 20000          | the number of machines needs
          5  | 0 0 30 400 16 80 0     | the row of machine 0 ends after 7 numbers, where the cost of a move
          5  | 0 0 30 400 16 80 0 1 5 | the row of machine 0 has more than 8 numbers
          5  | 0 0 -30 400 16 80 0 1  | a capacity of machine 0 is -30. Give one from 0
          6  |                | the neighbourhood of machine 1 is 2
          7  | 0              | the number of the number of services is 0
          9  | 1 1 7          | a service it depends on of service 1 is 7
          11 | 5 12 10 1000   | the service of process 0 is 5. Give one from 0 to 1
          12 | 0 10 1e3 100   | is no whole number
          12 | 0 10 12345678901234567890 100 | is no whole number of at most 18 digits
          15 | 0 9 20         | the second resource of balance 0 is 9
          17 |                | the file ends before the row of the weights
          17 | 1 10 100 5     | something stands after the row of the weights
          """)
  void saysWhereItIsWrongAndWhatHelps(int line, String text, String said) throws Exception {
    List<String> lines = new ArrayList<>(Arrays.asList(MODEL.split("\n")));
    if (text == null) {
      lines.remove(line - 1);
    } else {
      lines.set(line - 1, text);
    }

    assertThatThrownBy(() -> read(String.join("\n", lines) + "\n", "0 1 0\n"))
        .isInstanceOf(Misread.class)
        .hasMessageContaining("model.txt:")
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 1     | the row of the assignment ends after 2 numbers
          0 1 2   | the machine of process 2 of the assignment is 2. Give one from 0 to 1
          0 1 0 0 | something stands after the row of the assignment
          0 0 0   | processes 0 and 1 of service 0 are both on machine 0
          1 0 0   | machine 1 holds 12 of resource 0 and has 10
          ''      | the file ends before the row of the assignment
          """)
  void aSolutionThatIsNoneIsRefused(String text, String said) {
    assertThatThrownBy(() -> read(MODEL, text))
        .isInstanceOf(Misread.class)
        .hasMessageContaining("assignment.txt:")
        .hasMessageContaining(said);
  }

  @Test
  void weightsThatCannotBeCountedAreRefused() {
    String most = "999999999999";
    String large =
        MODEL
            .replace("12 10 1000", "12 10 " + most)
            .replace("10 20 100", "10 20 " + most)
            .replace("6 200 1\n", "6 200 " + most + "\n")
            .replace("1 10 100\n", "1000000 10 100\n");

    assertThatThrownBy(() -> read(large, "0 1 0"))
        .isInstanceOf(Misread.class)
        .hasMessageContaining("beyond 64 bits");
  }

  private Instance read(String model, String assignment) throws Exception {
    return Reader.read(
        Files.writeString(folder.resolve("model.txt"), model),
        Files.writeString(folder.resolve("assignment.txt"), assignment));
  }
}
