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
        return Peers.Run(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5);
    default:
        Console.Error.WriteLine(
            """
            usage: Sweetspot.EngineBenchmarks kernels
              Sorting, hypervolume and generations with BenchmarkDotNet, for a quiet machine.
            usage: Sweetspot.EngineBenchmarks quick
              The same by processor time, for a busy one.
            usage: Sweetspot.EngineBenchmarks peers [SEEDS]
              Ours, DEAP, Optuna and pagmo2 on the same problems, as far as they are installed, with paired ratios.
            """);
        return 2;
}
