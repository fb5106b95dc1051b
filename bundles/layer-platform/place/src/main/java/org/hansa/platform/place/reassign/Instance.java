package org.hansa.platform.place.reassign;

/**
 * An instance of machine reassignment, with the names of the challenge. What belongs to a machine
 * or process and a resource stands at {@code machine * resources + resource}.
 *
 * @param resources how many
 * @param isTransient by resource: what is moved away needs it at home too
 * @param loadWeights by resource: of a unit above the safety capacity
 * @param neighbourhoods by machine
 * @param locations by machine
 * @param capacities by machine and resource
 * @param safeties by machine and resource
 * @param machineMoves the cost of a move from one machine to another
 * @param spreads by service: the least number of locations
 * @param needs by service: services that must be in each neighbourhood where it is
 * @param services by process
 * @param requirements by process and resource
 * @param processMoves by process: the cost of moving it
 * @param balances pairs of resources that should be left in a ratio
 * @param initial by process: the machine where it stands
 */
@SuppressWarnings("ArrayRecordComponent") // as large as they are, and never compared
record Instance(
    int resources,
    boolean[] isTransient,
    long[] loadWeights,
    int[] neighbourhoods,
    int[] locations,
    long[] capacities,
    long[] safeties,
    MoveCosts machineMoves,
    int[] spreads,
    int[][] needs,
    int[] services,
    long[] requirements,
    long[] processMoves,
    Balance[] balances,
    long processMoveWeight,
    long serviceMoveWeight,
    long machineMoveWeight,
    int[] initial) {

  /** Of what is left of the first, so many times as much should be left of the second. */
  record Balance(int first, int second, long target, long weight) {}

  int machines() {
    return locations.length;
  }

  int processes() {
    return services.length;
  }

  Instance from(int[] assignment) {
    return new Instance(
        resources,
        isTransient,
        loadWeights,
        neighbourhoods,
        locations,
        capacities,
        safeties,
        machineMoves,
        spreads,
        needs,
        services,
        requirements,
        processMoves,
        balances,
        processMoveWeight,
        serviceMoveWeight,
        machineMoveWeight,
        assignment);
  }

  /** What a process costs on a machine because it was moved there; 0 at home. */
  long moved(int process, int machine) {
    int home = initial[process];
    return machine == home
        ? 0
        : processMoveWeight * processMoves[process]
            + machineMoveWeight * machineMoves.of(home, machine);
  }
}
