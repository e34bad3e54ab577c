using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>Names and sizes of number formats.</summary>
public static class NumberFormats
{
    /// <summary>All, widest first.</summary>
    public static ImmutableArray<NumberFormat> All { get; } = [.. Enum.GetValues<NumberFormat>()];

    /// <summary>Its name in files and options: <c>bf16</c>.</summary>
    public static string Name(this NumberFormat format) => format.ToString().ToLowerInvariant();

    /// <summary>Bits of one number in memory, scales of groups not counted.</summary>
    public static int Bits(this NumberFormat format) => format switch
    {
        NumberFormat.Fp32 or NumberFormat.Tf32 => 32,
        NumberFormat.Fp16 or NumberFormat.Bf16 => 16,
        NumberFormat.Fp8 or NumberFormat.Int8 => 8,
        _ => 4,
    };

    /// <summary>Bytes of one number in memory, scales of groups not counted.</summary>
    public static double Bytes(this NumberFormat format) => format.Bits() / 8.0;

    /// <summary>The format of a name, capitals ignored; null where there is none.</summary>
    public static NumberFormat? Find(string name) => All.Where(format => string.Equals(format.Name(), name.Trim(), StringComparison.OrdinalIgnoreCase)).Select(format => (NumberFormat?)format).FirstOrDefault();
}
