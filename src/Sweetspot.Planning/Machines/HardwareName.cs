using System.Globalization;
using System.Text.RegularExpressions;

namespace Sweetspot.Planning;

/// <summary>
/// What people write for a device, taken apart: words that name the part, and what they add to it. "NVIDIA A100-SXM4-80GB", "a100 80gb sxm" and
/// "A100-SXM-80GB" have the same key.
/// </summary>
/// <param name="Key">The words that matter, sorted.</param>
/// <param name="MemoryGib">Memory that the name states; null where it states none.</param>
/// <param name="Watts">A power limit that the name states: "(330 W)"; null where it states none.</param>
/// <param name="TransfersPerSecond">Speed of a processor's memory that the name states: "DDR4-3600"; null where it states none.</param>
internal sealed partial record HardwareName(string Key, double? MemoryGib, double? Watts, double? TransfersPerSecond)
{
    private static readonly HashSet<string> Noise = ["nvidia", "amd", "intel", "apple", "google", "aws", "tesla", "geforce", "instinct", "radeon", "habana", "oam", "gpu", "chip", "generation", "edition", "single", "dgx"];

    /// <summary>Takes a name apart.</summary>
    public static HardwareName Of(string text)
    {
        var lower = text.Trim().ToLowerInvariant();
        var watts = Number(WattsText().Match(lower));
        var transfers = Number(TransfersText().Match(lower)) * 1e6;
        lower = TransfersText().Replace(WattsText().Replace(lower, " "), " ");
        lower = CoresText().Replace(lower, "${count} ");
        lower = JoinedText().Replace(FamilyText().Replace(lower, "${family} "), "${family}");
        double? memory = null;
        var words = new List<string>();
        foreach (var word in lower.Split([' ', '-', '_', '/', '(', ')', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (MemoryText().Match(word) is { Success: true } match)
            {
                memory = Number(match);
            }
            else if (!Noise.Contains(word) && !MemoryKindText().IsMatch(word))
            {
                words.Add(SocketText().Replace(word, "${socket}"));
            }
        }

        return new HardwareName(string.Join(' ', words.Order(StringComparer.Ordinal)), memory, watts, transfers);
    }

    private static double? Number(Match match) => match.Success ? double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"\b(?<number>\d+)\s?w\b")]
    private static partial Regex WattsText();

    [GeneratedRegex(@"\bddr\dl?-(?<number>\d+)\b")]
    private static partial Regex TransfersText();

    [GeneratedRegex(@"\b(?<count>\d+)-cores?\b")]
    private static partial Regex CoresText();

    /// <summary>"rtx4090" is "rtx 4090".</summary>
    [GeneratedRegex(@"\b(?<family>rtx|gtx|rx|epyc|ryzen|xeon)(?=\d)")]
    private static partial Regex FamilyText();

    /// <summary>"tpu v4" is "tpuv4".</summary>
    [GeneratedRegex(@"\b(?<family>tpu|gaudi|trainium|inferentia)[\s-]+(?=v?\d)")]
    private static partial Regex JoinedText();

    [GeneratedRegex(@"^(?<number>\d+)(gb|gib|g)$")]
    private static partial Regex MemoryText();

    [GeneratedRegex(@"^(l?p?ddr\d.*|g?ddr\d+x?|hbm\d?e?)$")]
    private static partial Regex MemoryKindText();

    [GeneratedRegex(@"^(?<socket>sxm|pcie)\d+$")]
    private static partial Regex SocketText();
}
