using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>Sets the constants of serving on measurements.</summary>
internal static class ServingFit
{
    private static readonly Term<ServingConstants>[] ServerTerms =
    [
        new("server Bandwidth", 0.85, c => c.Server.Bandwidth, (c, v) => c with { Server = c.Server with { Bandwidth = Math.Min(1, v) } }),
        new("server ExpertBandwidth", 0.7, c => c.Server.ExpertBandwidth, (c, v) => c with { Server = c.Server with { ExpertBandwidth = Math.Min(1, v) } }),
        new("server CacheBandwidth", 0.7, c => c.Server.CacheBandwidth, (c, v) => c with { Server = c.Server with { CacheBandwidth = Math.Min(1, v) } }),
        new("server DecodeCompute", 0.6, c => c.Server.DecodeCompute, (c, v) => c with { Server = c.Server with { DecodeCompute = Math.Min(1, v) } }),
        new("server PrefillCompute", 0.6, c => c.Server.PrefillCompute, (c, v) => c with { Server = c.Server with { PrefillCompute = Math.Min(1, v) } }),
        new("server LayerSeconds", 5e-5, c => c.Server.LayerSeconds, (c, v) => c with { Server = c.Server with { LayerSeconds = v } }),
        new("server StepSeconds", 0.001, c => c.Server.StepSeconds, (c, v) => c with { Server = c.Server with { StepSeconds = v } }),
        new("server SequenceSeconds", 1e-5, c => c.Server.SequenceSeconds, (c, v) => c with { Server = c.Server with { SequenceSeconds = v } }),
        new("server CollectiveSeconds", 1e-5, c => c.Server.CollectiveSeconds, (c, v) => c with { Server = c.Server with { CollectiveSeconds = v } }),
        new("server UnpackFlops", 3, c => c.Server.UnpackFlops, (c, v) => c with { Server = c.Server with { UnpackFlops = v } }),
        new("server Interference", 1, c => c.Server.Interference, (c, v) => c with { Server = c.Server with { Interference = v } }),
        new("server PromptLayerSeconds", 50e-6, c => c.Server.PromptLayerSeconds, (c, v) => c with { Server = c.Server with { PromptLayerSeconds = v } }),
        new("server LinkShare", 0.6, c => c.Server.LinkShare, (c, v) => c with { Server = c.Server with { LinkShare = Math.Min(1, v) } }),
        new("server QueueShare", 0.3, c => c.Server.QueueShare, (c, v) => c with { Server = c.Server with { QueueShare = v } }),
        new("server FirstTokenSeconds", 0.05, c => c.Server.FirstTokenSeconds, (c, v) => c with { Server = c.Server with { FirstTokenSeconds = v } }),
        new("server MemoryShare", 0.9, c => c.Server.MemoryShare, (c, v) => c with { Server = c.Server with { MemoryShare = Math.Min(0.95, v) } }),
    ];

    private static readonly Term<ServingConstants>[] LocalTerms =
    [
        new("local GpuBandwidth", 0.85, c => c.Local.GpuBandwidth, (c, v) => c with { Local = c.Local with { GpuBandwidth = Math.Min(1, v) } }),
        new("local AppleBandwidth", 0.85, c => c.Local.AppleBandwidth, (c, v) => c with { Local = c.Local with { AppleBandwidth = Math.Min(1, v) } }),
        new("local CpuBandwidth", 0.65, c => c.Local.CpuBandwidth, (c, v) => c with { Local = c.Local with { CpuBandwidth = Math.Min(1, v) } }),
        new("local GpuCache", 0.5, c => c.Local.GpuCache, (c, v) => c with { Local = c.Local with { GpuCache = Math.Min(1, v) } }),
        new("local AppleCache", 0.5, c => c.Local.AppleCache, (c, v) => c with { Local = c.Local with { AppleCache = Math.Min(1, v) } }),
        new("local LayerSeconds", 5e-5, c => c.Local.LayerSeconds, (c, v) => c with { Local = c.Local with { LayerSeconds = v } }),
        new("local StepSeconds", 0.001, c => c.Local.StepSeconds, (c, v) => c with { Local = c.Local with { StepSeconds = v } }),
        new("local GpuUnpackFlops", 3, c => c.Local.GpuUnpackFlops, (c, v) => c with { Local = c.Local with { GpuUnpackFlops = v } }),
        new("local ApplePackedFlops", 15, c => c.Local.ApplePackedFlops, (c, v) => c with { Local = c.Local with { ApplePackedFlops = v } }),
        new("local PrefillCompute", 0.5, c => c.Local.PrefillCompute, (c, v) => c with { Local = c.Local with { PrefillCompute = Math.Min(1, v) } }),
        new("local PackedPrefillCompute", 0.5, c => c.Local.PackedPrefillCompute, (c, v) => c with { Local = c.Local with { PackedPrefillCompute = Math.Min(1, v) } }),
    ];

    /// <summary>Constants set on these targets; engines for one user and for many have no constant in common.</summary>
    public static ServingConstants Fit(IReadOnlyList<ServingTarget> targets) =>
        Fit(Fit(ServingConstants.Shipped, ServerTerms, [.. targets.Where(target => target.Row.Engine == ServingEngine.Server)]), LocalTerms, [.. targets.Where(target => target.Row.Engine == ServingEngine.Local)]);

    /// <summary>The same where only one sort of engine matters.</summary>
    public static ServingConstants Fit(IReadOnlyList<ServingTarget> targets, ServingEngine engine) =>
        Fit(ServingConstants.Shipped, engine == ServingEngine.Local ? LocalTerms : ServerTerms, [.. targets.Where(target => target.Row.Engine == engine)]);

    /// <summary>All constants by name.</summary>
    public static IEnumerable<(string Name, double Value)> Values(ServingConstants constants) => ServerTerms.Concat(LocalTerms).Select(term => (term.Name, term.Get(constants)));

    private static ServingConstants Fit(ServingConstants constants, Term<ServingConstants>[] terms, ServingTarget[] targets) =>
        TermFit.Fit(constants, terms, [.. targets.Select(target => target.Weight)], (now, row) => targets[row].Predicted(now) / targets[row].Seen);
}
