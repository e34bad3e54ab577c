using System.Globalization;
using System.IO.Compression;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>
/// The built-in data set: 1,797 handwritten digits of 8 × 8 pixels, the test part of "Optical Recognition of Handwritten Digits"
/// (Alpaydin and Kaynak, UCI, CC BY 4.0). Values 0 to 16 are spread over 0 to 255.
/// </summary>
internal static class Digits
{
    public const string Name = "digits";
    private const double TestShare = 0.2;
    private const ulong SplitSeed = 1797;

    public static Dataset Load()
    {
        var raw = Resource();
        var rows = Lines(raw).Select(line => line.Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray()).ToList();
        var labels = rows.Select(row => row[64]).ToArray();
        var pixels = rows.SelectMany(row => row.Take(64)).Select(value => (byte)Math.Round(value * 255 / 16.0)).ToArray();
        var held = Dealer.HoldOut(labels, [], TestShare, RandomStream.For(SplitSeed, 0, "digits"));
        var target = new Target
        {
            Kind = TaskKind.Classification,
            ClassNames = [.. Enumerable.Range(0, 10).Select(digit => digit.ToString(CultureInfo.InvariantCulture))],
            Classes = [.. labels],
        };
        return new ImageAssembly
        {
            Name = Name,
            Images = new ImageStack(new InputShape(1, 8, 8), pixels),
            Target = target,
            IsTest = held,
            Notes = ["UCI handwritten digits, CC BY 4.0; a fixed, stratified 20 % of them are test data."],
            ContentHash = ContentHash.Of(raw),
        }.Build();
    }

    private static byte[] Resource()
    {
        using var stream = typeof(Digits).Assembly.GetManifestResourceStream("digits.csv.gz")
            ?? throw new InvalidOperationException("The resource digits.csv.gz is missing from the assembly.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static IEnumerable<string> Lines(byte[] raw)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(raw), CompressionMode.Decompress));
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            yield return line;
        }
    }
}
