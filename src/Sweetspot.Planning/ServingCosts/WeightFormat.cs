using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>How the weights of a served model are kept, and in what numbers they are multiplied.</summary>
/// <param name="Name">Its name in options: <c>q4_k_m</c>.</param>
/// <param name="Bits">Bits of a weight as files have them, with the scales of groups: more than the label says.</param>
/// <param name="Compute">Format of the products; a device without it widens (<see cref="Hardware.ComputeFormat"/>).</param>
/// <param name="Source">Where the bits come from.</param>
public sealed record WeightFormat(string Name, double Bits, NumberFormat Compute, string Source)
{
    private const string Table = "file sizes over parameters (llama.cpp files of 7B to 70B models)";
    private const string Label = "the format's definition";

    /// <summary>Bits of a number in token tables; null: as all others, or averaged in.</summary>
    public double? TableBits { get; init; }

    /// <summary>Bits of attention's weights, where only the experts are packed; null: as all others.</summary>
    public double? AttentionBits { get; init; }

    /// <summary>Whether weights are widened to another format before they are multiplied.</summary>
    public bool IsPacked { get; init; }

    /// <summary>Those that are known, widest first.</summary>
    public static ImmutableArray<WeightFormat> All { get; } =
    [
        new("fp32", 32, NumberFormat.Fp32, Label),
        new("bf16", 16, NumberFormat.Bf16, Label),
        new("fp16", 16, NumberFormat.Fp16, Label),
        new("q8_0", 8.5, NumberFormat.Fp16, Table) { IsPacked = true },
        new("fp8", 8, NumberFormat.Fp8, Label) { TableBits = 16 },
        new("int8", 8, NumberFormat.Int8, Label) { TableBits = 16 },
        new("int8-weight", 8, NumberFormat.Bf16, Label) { IsPacked = true },
        new("q6_k", 6.56, NumberFormat.Fp16, Table) { IsPacked = true },
        new("q5_k_m", 5.66, NumberFormat.Fp16, Table) { IsPacked = true },
        new("q4_k_m", 4.85, NumberFormat.Fp16, Table) { IsPacked = true },
        new("q4_0", 4.54, NumberFormat.Fp16, Table) { IsPacked = true },
        new("int4-g32", 4.5, NumberFormat.Bf16, "4 bits and a 16-bit scale for 32 weights") { IsPacked = true },
        new("nvfp4", 4.5, NumberFormat.Fp4, "4 bits and an 8-bit scale for 16 weights") { TableBits = 16 },
        new("mxfp4", 4.25, NumberFormat.Fp8, "4 bits and an 8-bit scale for 32 weights; experts only") { TableBits = 16, AttentionBits = 16 },
        new("q3_k_m", 3.89, NumberFormat.Fp16, Table) { IsPacked = true },
    ];

    /// <summary>The format of a name; capitals do not matter, nor do underscores against hyphens.</summary>
    /// <exception cref="UserInputException">There is none of that name.</exception>
    public static WeightFormat Find(string name) => TryFind(name)
        ?? throw new UserInputException($"\"{name}\" is no format of weights{Nearest.Hint(name, [.. All.Select(format => format.Name)])}");

    /// <summary>The same; null where there is none.</summary>
    public static WeightFormat? TryFind(string name)
    {
        var key = Key(name);
        return All.FirstOrDefault(format => Key(format.Name) == (key == "f16" ? "fp16" : key));
    }

    private static string Key(string name) => name.Trim().ToLowerInvariant().Replace('_', '-');
}
