using System.Globalization;
using BenchmarkDotNet.Running;
using Sweetspot.EngineBenchmarks;

switch (args.FirstOrDefault())
{
    case "kernels":
        BenchmarkRunner.Run<KernelBenchmarks>();
        return 0;
    case "quick":
        QuickKernels.Run();
        return 0;
    case "peers":
        return Peers.Run(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5, args.Length > 2 ? args[2] : "");
    case "samples" when args.Length >= 4:
        return SampleRuns.Run(args[1], args[2], args[3].Split(','), args.Length > 4 ? int.Parse(args[4], CultureInfo.InvariantCulture) : 31, args.Length > 5 ? args[5] : "");
    case "samples-table" when args.Length >= 3:
        return SampleTable.Print(args[1], args[2], args.Length > 3 ? args[3] : "");
    case "samples-plot" when args.Length >= 4:
        return SamplePlots.Write(args[1], args[2], args[3], args.Length > 4 ? args[4] : "");
    case "fidelity" when args.Length >= 2:
        return FidelityRuns.Run(args[1], args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 31);
    case "mixed":
        return LongMixed.Run(args.Length > 1 ? args[1].Split(',') : ["auto"], args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 5);
    case "propose":
        return ProposalTimes.Run(args.Length > 1 ? args[1] : "auto");
    default:
        Console.Error.WriteLine(
            """
            usage: Sweetspot.EngineBenchmarks kernels
              Sorting, hypervolume and generations with BenchmarkDotNet, for a quiet machine.
            usage: Sweetspot.EngineBenchmarks quick
              The same by processor time, for a busy one.
            usage: Sweetspot.EngineBenchmarks peers [SEEDS] [PROBLEM]
              Ours, DEAP, Optuna and pagmo2 on the same problems, as far as they are installed, with paired ratios.
            usage: Sweetspot.EngineBenchmarks samples TABLES RUNS SEARCH,... [SEEDS] [PROBLEM]
              Makes the runs of 200 trainings that the folder RUNS lacks, on the tables of shared/data/bench and on the mixed size problem; optuna-nsga2 and optuna-tpe too. auto-evolution is auto without that part.
            usage: Sweetspot.EngineBenchmarks samples-table TABLES RUNS [PROBLEM]
              Prints how many trainings each search needed in those runs.
            usage: Sweetspot.EngineBenchmarks samples-plot TABLES RUNS FILE.svg [PROBLEM]
              Draws how the searches converge in those runs.
            usage: Sweetspot.EngineBenchmarks fidelity TABLES [SEEDS]
              Hypervolume over training seconds, with short trainings first and without.
            usage: Sweetspot.EngineBenchmarks mixed [SEARCH,...] [SEEDS]
              Hypervolume of the mixed size problem over a thousand trials.
            usage: Sweetspot.EngineBenchmarks propose [ALGORITHM]
              Processor time of a proposal after so many trials.
            """);
        return 2;
}
