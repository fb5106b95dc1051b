package org.hansa.platform.place.sites;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;

/**
 * Makes instances to measure with: sites of a few zones, the price of each its own, and
 * applications whose workloads ask for amounts of very different size, some of them for a label
 * that not every site has. All together they take {@code fill} of what there is.
 *
 * @param sites at least 2
 * @param workloads at least 1
 * @param hasOpening whether a site costs as soon as it is used
 * @param hasLinks whether the workloads of an application speak with one another
 * @param seed the same makes the same
 */
public record Generator(int sites, int workloads, boolean hasOpening, boolean hasLinks, long seed) {

  private static final double FILL = 0.8;
  private static final int APPLICATION = 5;
  private static final int ALL = 6;
  private static final double[] CAPACITY = {64, 256, 2000};
  private static final double[] PRICE = {0.02, 0.004, 0.0002};
  private static final String[] LABELS = {"eu", "iso27001", "gpu"};
  private static final double[] HAVE = {0.7, 0.5, 0.25};
  private static final double[] ASK = {0.3, 0.15, 0.05};

  public void write(PrintWriter out) {
    Random random = new Random(seed);
    int zones = Math.max(2, Math.min(40, sites / 5));
    out.println("hansa-place 1");
    out.println("dimensions cpu memory storage");
    zones(out, random, zones);
    double[][] needs = needs(random);
    double[] total = new double[CAPACITY.length];
    for (double[] need : needs) {
      for (int d = 0; d < total.length; d++) {
        total[d] += need[d];
      }
    }
    sites(out, random, zones, total);
    out.println("workloads " + workloads);
    for (int w = 0; w < workloads; w++) {
      StringJoiner asks = new StringJoiner(",", " requires ", "").setEmptyValue("");
      for (int i = 0; i < LABELS.length; i++) {
        if (random.nextDouble() < ASK[i]) {
          asks.add(LABELS[i]);
        }
      }
      out.println("workload w" + w + " need" + amounts(needs[w], 3) + asks);
    }
    if (hasLinks) {
      links(out, random);
    }
  }

  private static void zones(PrintWriter out, Random random, int zones) {
    out.println("zones " + zones);
    double[] x = random.doubles(zones, 0, 2000).toArray();
    double[] y = random.doubles(zones, 0, 2000).toArray();
    for (int z = 0; z < zones; z++) {
      out.println("zone z" + z);
    }
    out.println("pairs " + zones * (zones + 1) / 2);
    for (int z = 0; z < zones; z++) {
      for (int o = 0; o <= z; o++) {
        double km = Math.hypot(x[z] - x[o], y[z] - y[o]);
        out.println(
            "between z%d z%d cost %s latency %s"
                .formatted(z, o, plain(0.0002 + km * 5e-6, 6), plain(0.3 + km * 0.01, 3)));
      }
    }
  }

  private double[][] needs(Random random) {
    double[][] needs = new double[workloads][CAPACITY.length];
    for (double[] need : needs) {
      double size = Math.exp(random.nextGaussian() * 0.8);
      need[0] = rounded(Math.min(16, 0.5 * size * factor(random)));
      need[1] = rounded(Math.min(64, 2 * size * factor(random)));
      need[2] = rounded(Math.min(500, 15 * size * factor(random)));
    }
    return needs;
  }

  private static double factor(Random random) {
    return Math.exp(random.nextGaussian() * 0.4);
  }

  private static double rounded(double amount) {
    return Math.max(0.001, Math.round(amount * 1000) / 1000.0);
  }

  private void sites(PrintWriter out, Random random, int zones, double[] total) {
    double[] sizes = new double[sites];
    double sum = 0;
    for (int s = 0; s < sites; s++) {
      sizes[s] = new double[] {0.5, 1, 1, 2}[random.nextInt(4)];
      sum += sizes[s];
    }
    double[] levels = random.doubles(zones, 0.6, 1.6).toArray();
    out.println("sites " + sites);
    for (int s = 0; s < sites; s++) {
      double[] capacity = new double[CAPACITY.length];
      double[] price = new double[CAPACITY.length];
      int zone = s < zones ? s : random.nextInt(zones);
      double full = 0;
      for (int d = 0; d < capacity.length; d++) {
        double share = sizes[s] / sum * (0.85 + 0.3 * random.nextDouble());
        capacity[d] = rounded(Math.max(total[d] / FILL * share, CAPACITY[d] / 4));
        price[d] = PRICE[d] * levels[zone] * (0.8 + 0.4 * random.nextDouble());
        full += capacity[d] * price[d];
      }
      StringJoiner has = new StringJoiner(",", " labels ", "").setEmptyValue("");
      for (int i = 0; i < LABELS.length; i++) {
        // Some have all, so that there is a site for whatever is asked.
        if (random.nextDouble() < HAVE[i] || s % ALL == 0) {
          has.add(LABELS[i]);
        }
      }
      out.println(
          "site s"
              + s
              + " zone z"
              + zone
              + " capacity"
              + amounts(capacity, 3)
              + " price"
              + amounts(price, 6)
              + (hasOpening ? " open " + plain(full * (0.1 + 0.2 * random.nextDouble()), 9) : "")
              + has);
    }
  }

  private void links(PrintWriter out, Random random) {
    int last = workloads - 1;
    int many = last - last / APPLICATION;
    out.println("links " + many);
    for (int w = 0; w < last; w++) {
      if (w % APPLICATION != APPLICATION - 1) {
        out.println("link w" + w + " w" + (w + 1) + " traffic " + plain(5 * factor(random), 3));
      }
    }
  }

  private static String amounts(double[] all, int decimals) {
    StringBuilder text = new StringBuilder();
    for (double one : all) {
      text.append(' ').append(plain(one, decimals));
    }
    return text.toString();
  }

  private static String plain(double number, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", number);
  }
}
