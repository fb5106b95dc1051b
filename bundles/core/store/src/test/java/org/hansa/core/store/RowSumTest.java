package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Sums stand in databases: however they are made, they stay what they are. */
class RowSumTest {

  private static final List<String> TEXTS =
      List.of("", "audit", "a".repeat(64), "a".repeat(65), "ä", "x".repeat(63) + "ß");

  /** As it is said of it: each value in its bytes, the length of a text before it. */
  private static void plain(CRC32C crc, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    crc.update(
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(utf8.length)
            .array());
    crc.update(utf8);
  }

  private static void plain(CRC32C crc, long number) {
    crc.update(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array());
  }

  @Test
  void isOfAllBytesInTheirOrder() {
    for (int length : new int[] {0, 900, 1000, 1023, 1024, 1025, 5000}) {
      CRC32C crc = new CRC32C();
      RowSum sum = new RowSum();
      for (String text : TEXTS) {
        plain(crc, -7L * length);
        plain(crc, text);
        plain(crc, "y".repeat(length));
        sum.add(-7L * length).add(text).add("y".repeat(length).getBytes(StandardCharsets.UTF_8));
      }
      assertThat(sum.value()).as("with texts of %s", length).isEqualTo((int) crc.getValue());
    }
  }

  @Test
  void isWhatItWas() {
    int sum = new RowSum().add(1L).add("audit").add("Application/acme/shop").add("{}").value();
    assertThat(sum).isEqualTo(1717326940);
  }
}
