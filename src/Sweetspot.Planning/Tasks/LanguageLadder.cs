using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Sizes and tokens of a ladder of language models, from the compute of its largest training: one tokenizer, one context, tied embeddings, about 40 of width for each block.</summary>
/// <remarks>
/// The largest size is trained on 20 tokens a parameter (Hoffmann et al. 2022, arXiv 2203.15556) or on <see cref="RunLadder.MostPasses"/> passes over the text, whichever is less. Parameters
/// count everything: a tied embedding is met once a token, as the output.
/// </remarks>
internal sealed class LanguageLadder
{
    private const double TokensPerParameter = 20;
    private const double BytesPerToken = 2.5; // of small vocabularies
    private const int WidthOfBlock = 40;
    private const int SmallestWidth = 32;
    private const int WidthStep = 16;
    private const int MostWidth = 4096;
    private const int MostDepth = 32;
    private const double ShareOfEmbedding = 0.6;
    private const double FewestSteps = 100;
    private const double LeastRatio = 6;

    private readonly int _vocabulary;
    private readonly int _context;

    public LanguageLadder(DataProfile profile, double validation, double compute)
    {
        var text = profile.Corpus!.Bytes * (1 - validation) / BytesPerToken;
        var tokens = Math.Min(RunLadder.MostPasses * text, Math.Sqrt(TokensPerParameter * compute / ScalingLaw.FlopsPerParameterToken));
        var largest = compute / ScalingLaw.FlopsPerParameterToken / tokens;
        var smallest = largest / Math.Pow(RunLadder.Step, RunLadder.Sizes - 1);
        _context = compute < 1e14 ? 64 : compute < 1e17 ? 128 : 256;
        _vocabulary = Vocabulary(profile.Corpus, smallest);
        smallest = Math.Max(smallest, Parameters((1, SmallestWidth)));
        (int Depth, int Width)[] shapes = [.. Enumerable.Range(0, RunLadder.Sizes).Select(step => Nearest(smallest * Math.Pow(largest / smallest, step / (RunLadder.Sizes - 1.0)))).Distinct()];
        var least = tokens / Math.Pow(RunLadder.Step, RunLadder.Amounts - 1);
        var areAlike = largest < LeastRatio * smallest || shapes.Length < 3;
        if (areAlike || least < FewestSteps * LanguageCompute.TokensPerStep(compute))
        {
            // Where the text is what ends the tokens, more compute makes models larger and steps longer, but never more of them.
            var advice = areAlike || tokens < RunLadder.MostPasses * text ? "more --time or --compute" : "more text, or less --time or --compute";
            throw new UserInputException(FormattableString.Invariant(
                $"ladder: {LanguageCompute.Text(compute)} for the largest training and {profile.Corpus.Bytes / 1e3:0} kB of text leave too little for the smallest ({Parameters(shapes[0]):0} parameters, {least:0} tokens); give {advice}."));
        }

        Genes =
        [
            List("depth", shapes.Select(shape => shape.Depth)), List("width", shapes.Select(shape => shape.Width)), List("heads", shapes.Select(shape => Heads(shape.Width))),
            GeneFactory.List("context", [_context]), GeneFactory.List("vocabulary", [_vocabulary]),
        ];
        Amount = List(RunLadder.TokensGene, Enumerable.Range(0, RunLadder.Amounts).Select(step => (int)SpaceLimits.TwoDigits(least * Math.Pow(RunLadder.Step, step))));
        var space = GeneFactory.Space(Genes);
        Candidates = [.. shapes.Select(shape => space.Create(new Dictionary<string, GeneValue>
        {
            ["depth"] = GeneValue.Of(shape.Depth),
            ["width"] = GeneValue.Of(shape.Width),
            ["heads"] = GeneValue.Of(Heads(shape.Width)),
            ["context"] = GeneValue.Of(_context),
            ["vocabulary"] = GeneValue.Of(_vocabulary),
        }))];
    }

    /// <summary>The genes of the sizes.</summary>
    public ImmutableArray<GeneSpec> Genes { get; }

    /// <summary>The gene of the tokens.</summary>
    public GeneSpec Amount { get; }

    /// <summary>The sizes, smallest first.</summary>
    public ImmutableArray<Candidate> Candidates { get; }

    private static GeneSpec List(string name, IEnumerable<int> values) => GeneFactory.List(name, [.. values.Distinct().Order()]);

    private static int Heads(int width) => 1 << (int)Math.Max(0, Math.Round(Math.Log2(width / 32.0)));

    private static int Vocabulary(CorpusFacts corpus, double smallest)
    {
        var vocabulary = 512;
        while (vocabulary < 32768 && (2 * vocabulary * SmallestWidth <= ShareOfEmbedding * smallest || vocabulary < 1.5 * corpus.Alphabet))
        {
            vocabulary *= 2;
        }

        return vocabulary;
    }

    private double Parameters((int Depth, int Width) shape) => (_vocabulary * (double)shape.Width) + (12.0 * shape.Depth * shape.Width * shape.Width);

    private (int Depth, int Width) Nearest(double parameters) => (
        from depth in Enumerable.Range(1, MostDepth)
        from step in Enumerable.Range(SmallestWidth / WidthStep, (MostWidth - SmallestWidth) / WidthStep)
        let shape = (Depth: depth, Width: step * WidthStep)
        where shape.Width % (2 * Heads(shape.Width)) == 0
        select shape).MinBy(shape => Math.Abs(Math.Log(Parameters(shape) / parameters)) + (0.15 * Math.Abs(Math.Log(shape.Width / (double)(WidthOfBlock * shape.Depth)))));
}
