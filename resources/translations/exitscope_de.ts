<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>Criterion</name>
    <message>
        <source>Convergence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watches how much the probability of the most likely token changes from one layer to the next. When it hardly moves any more, the prediction is taken to have settled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>leave when the top probability changed by no more than this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cosine similarity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compares what the model holds after a layer with what it held one layer earlier. When the two point almost the same way, deeper layers are taken to add nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Similarity threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>leave when the cosine of successive hidden states is above this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold at the first layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entropy threshold a at layer 0, nats; the largest entropy is ln(vocabulary)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold towards the last layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entropy threshold b that the deepest layers approach, nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>temperature T of the softmax whose entropy is taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thresholds as shares of ln V</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a and b are shares of the largest possible entropy, ln(vocabulary), so that they suit any vocabulary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measures how undecided the prediction after a layer still is: high when many tokens are about equally likely, near zero when one stands out. The token leaves when the entropy falls below a threshold that moves with depth.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL to the previous layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measures by how much a layer changed the whole prediction of the layer before it. When next to nothing has changed, deeper layers are taken to change nothing either.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>leave when the divergence from the previous layer&apos;s prediction is below this, nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maximum probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks at the probability of the most likely token after a layer. The token leaves when that confidence exceeds a threshold, strict at first and laxer with depth.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>probability threshold a at layer 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>probability threshold b that the deepest layers approach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exponent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exponent k of the way from a to b; 1 is a straight line, less stays near a for longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token repeat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counts for how many layers in a row the most likely token has stayed the same. Once it has been repeated often enough, it is taken as final.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>leave when the top token has been repeated at this many layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top-2 margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks at how far the most likely token after a layer is ahead of the second. The token leaves when that lead in probability exceeds a threshold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Margin threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>leave when the two largest probabilities differ by more than this</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope</name>
    <message>
        <source> It was set aside as %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found: thresholds moved by %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found: the threshold %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a confidence of %1 %, on prompts like these no more than %2 % of the tokens would differ from full depth on average. It saves %3 % of the layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It lets no token leave early: choose a larger risk, more prompts or another criterion.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No threshold qualifies.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A risk of %1 % with a confidence of %2 % needs %3 or more prompts to calibrate on, even where no token differs; there are %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Even the most cautious one that was tested differs too often on %1 prompts. Choose a larger risk, a lower confidence or more prompts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped after %1 of %2 prompts: nothing is claimed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibrated on %1 prompts (%2 tokens).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held-out check: on %1 prompts that had no part in it %2 % of the tokens differed (standard error %3 %), and %4 % of the layers were saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompts that could not be used: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompts that repeat an earlier one: %1; the bound takes prompts for independent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This holds for text like the calibration text, for this model in this dtype, and on average over prompts, not for each. What is written with exits may go another way after the first token that differs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rule profile “%1” cannot be used: %2. It is kept as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended by the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reached the token limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended: the model&apos;s context is full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended at a stop word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inside a token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibrating…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 layers, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>run of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written after the prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoding after the first token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time per token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of decoding, with scoring and catch-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean exit layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counted from 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers times tokens, without catch-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Caught up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers times tokens that ran late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share that has not run at all, catch-up counted as run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drafts accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of those that were written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Net, against full depth as measured beside each run; negative where it took longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit, shared beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers by which B left later, on average over the tokens before the divergence: they saw the same context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time, shared beginning (ms)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Milliseconds that B took longer for each of these tokens, on average</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer-rows of decoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At full depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every layer for every token after the first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the tokens&apos; own sake</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verification and catch-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Catch-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run later in batches: drafts that were verified, all layers of drafts that were rejected, and earlier tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run later for earlier tokens, in a batch with a deeper one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Catch-up debt: token-layers that wait until a token goes deeper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Past the exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Above the layer whose logits gave the token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verifications by the whole model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drafted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens that the first layers proposed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drafts that the whole model confirmed, and their share: the acceptance rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choices between two tokens that lie within rounding of one another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>K/V entries (token × layer)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the token was predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later, in a batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made from the state at the exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting, or never made under holes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Milliseconds of decoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoder layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Final norm, head and scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Catching up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Late layers by themselves, and what older rows added to the layers that carried them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choosing the token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bookkeeping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records, and all that no other row names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sum of the five: what decoding took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the whole model would have taken, as measured beside the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full depth against this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All layers, one head product and the choice of the token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time of the layers that ran for the tokens&apos; own sake, against all layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norms, head products and scores beyond the one that every token takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verification</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers that ran late for drafts and earlier tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers that ran late for earlier tokens, alone or in a batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choice of the token, bookkeeping and records, against full depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What decoding took, by the clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: output is the full model&apos;s, up to rounding ties.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: output is drawn as the full model&apos;s, up to rounding ties.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First %1 layers only: output may differ from the full model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Early exit: output may differ from the full model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Early exit: output may differ, and the K/V cache is not the full model&apos;s: skipped layers hold copies.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Early exit: output may differ, and the K/V cache is not the full model&apos;s: it has holes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full depth: output is the full model&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores are previewed: exits may come later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close calls so far: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You chose token %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::AcceptancePlot</name>
    <message>
        <source>Accepted drafts by their place in the round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft %1 of its round: drafted %2, accepted %3 (%4), rejected %5, not checked %6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; of those checked %2 were accepted</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::AcceptanceText</name>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not checked</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::AlternativeButton</name>
    <message>
        <source>&amp;Continue from the alternative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the text again from this token on, with the token that is current in the table in its place; the run as it is stays in the list of runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue from an alternative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue from “%1”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::AutosaveSession</name>
    <message>
        <source>Runs are not autosaved, for nothing can be written to %1; make room there, or name another folder in EXITSCOPE_DATA.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::Branching</name>
    <message>
        <source>Run on from the selected &amp;token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the text again from that token on, under the settings as they are now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run on from the e&amp;nd</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds to the run on screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previo&amp;us run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts the run above on screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ne&amp;xt run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts the run below on screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run was as long as “Most tokens” in the Rule tab allows; that is now %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::CalibrateDialog</name>
    <message>
        <source>about %1 s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibrate a threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How daring may a threshold be? This writes on from each prompt at full depth and looks for the most daring threshold that keeps the risk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>St&amp;art</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompts done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%v of %m prompts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the prompts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is busy; start again when the model is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run in progress will pause, and can go on afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs wait meanwhile; opening another model or closing this window stops it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::CalibrateForm</name>
    <message>
        <source> %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Criterion whose threshold is looked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One for all layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moved together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How thresholds are varied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Risk: tokens that may differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the tokens that may differ from what the whole model would have written, on average over prompts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How sure it is to be that the risk is kept on prompts like these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens for each prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most tokens to write on each prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;riterion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T&amp;hresholds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tokens that may differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Con&amp;fidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To&amp;kens per prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bundled openings of fairy tales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File of prompts; empty: the bundled ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A prompt per line, or .jsonl with an object per line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file of prompts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Prompts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompts (*.txt *.jsonl *.gz);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rule in force does not ask this criterion; what is found is a rule of it alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rule&apos;s other criteria stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This takes %1 or more prompts to calibrate on, even where no token differs; a quarter of the prompts is kept back to check the outcome.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::CalibrationResult</name>
    <message>
        <source>&amp;Use this threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts the rule into the rule panel; it decides from the next token on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the result as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saves every threshold with its figures as JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was found for %1 in %2, which is not what is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the calibration</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::CellText</name>
    <message>
        <source>predicts “%1”, %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: no value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ruled by %1, threshold %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ruled by %1 %2, threshold %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1: run only to be scored, no K/V kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1: not run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1: not run, K/V copied from layer %2&apos;s state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1: caught up at token %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1”, token %2, left after layer %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::ColorMap</name>
    <message>
        <source>Viridis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blue to red</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::CompareMap</name>
    <message>
        <source>layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A: layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>B: layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ran</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only A ran</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both, or none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only B ran</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exit of A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exit of B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first divergence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no token of this run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::CompareMapView</name>
    <message>
        <source>Maps of the two runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A: token %1, exit layer %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>B: token %1, exit layer %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not the same token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A %1, B %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>B − A: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::CompareModel</name>
    <message>
        <source>Figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>B − A</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::CompareText</name>
    <message>
        <source>“%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 says %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 says %2 (p %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>met the end of the text after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reached its limit after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>filled its context after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>met a stop word after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was stopped after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same as far as both go: %1 %2 %3 tokens, %4 goes on with %5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In %1 the logits of the two lay %2 apart, within rounding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 gave %2 %3 at layer %4 (logit gap %5).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A left at layer %1; its last layer would have said %2 too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>B left at layer %1; its last layer would have said %2 too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A token was drawn that was not the likeliest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So near that rounding can decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no tokens yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both wrote the same text: %1 tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token %1 of A, %2 of B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 — close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In %1 the exit hung on rounding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both runs were set up the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From A to B: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No difference: A has %1 layers and B has %2, so a layer of one is not the same as that layer of the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::CompareValues</name>
    <message>
        <source>Exit layer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::CompareView</name>
    <message>
        <source>Compare two runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⇄</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the first token that differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures of the two runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the two runs are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity of the maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sentence, what differs and the figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (on screen)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A and B are the same run. Choose another one, or run again with something changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One run so far. Run again with something changed to get a second run, or choose one from a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run a prompt first. Then run it again with something changed, and see here where the two part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of both runs, with what differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No difference: the two rules have different scores. Choose one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>B: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::Comparing</name>
    <message>
        <source>Co&amp;mpare with a run file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with a run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs (*.cbor *.json);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the model, then the same prompt runs. Cancel with %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;ancel the second run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run &amp;again with…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run&apos;s prompt was given as token ids, so there is no text to run again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same prompt and seed with something changed, compared with this run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::ConditionEditor</name>
    <message>
        <source>Recommended values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sets the values that suit this model, or the criterion&apos;s defaults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set by layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gives each layer a threshold of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With %L1 tokens an entropy never exceeds ln %1 = %2: this threshold lets every token out at the first layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts at %1 % of ln %2 = %3, the largest entropy of this vocabulary.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::CostModel</name>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Per token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::CostView</name>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>K/V policy: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watching runs and scores all layers, so no time is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deciding, the rule would save %1 of the layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run is full depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watching takes as long as full depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes as long as full depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saves %1 of full depth&apos;s time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watching takes %1 longer than full depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes %1 longer than full depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time per token. Full depth was measured beside this run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every token ran through all layers and nothing was scored for an exit: there is nothing to compare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full depth is measured when the run ends or pauses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full depth has not been measured beside this run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run a prompt to see what its tokens cost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Costs of the run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::CostWaterfall</name>
    <message>
        <source>From full depth to this run, per token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::CriterionRow</name>
    <message>
        <source>Exit criterion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit criterion %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What decides at which layer a token leaves the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None: full depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the thresholds of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::DepthEditor</name>
    <message>
        <source>The prompt may exit too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First layers that run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cuts the model to its first layers, for every token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>K/V policy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What deeper layers remember of a token that left early</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applies the rule to the prompt pass, as the original implementation did; the deeper layers then never see the prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlimited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most tokens that may wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When this many tokens wait for their deeper layers, the layers catch up, so that no later token has to pay for all of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>K/V of skipped layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made later, in one batch, when a token goes deeper: nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made at once from the state at the exit: no debt, but deeper layers see a stand-in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never made, as in the original implementation: deeper layers have gaps.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::DiffText</name>
    <message>
        <source>%1: token %2, exit layer %3, %4 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only in A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only in B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In both</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::EngineWorker</name>
    <message>
        <source>no model is open; open a model folder first</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::ExitHistogramPlot</name>
    <message>
        <source>Tokens by exit layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1: %2 of %3 tokens (%4 %), up to here %5 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
what if: %1 of %2 tokens, up to here %3 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean exit layer %1, median %2. Arrow keys read the layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run a prompt to see at which layers its tokens leave.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::ExitHistogramText</name>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>median %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cumulative share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what if (mean %1, median %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exit layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::ExitLayerModel</name>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What if</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::ExitsView</name>
    <message>
        <source>No token left before the last layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole model confirmed each of the %1 tokens that left early, as drafts: none is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the tokens that left early (%1) it is not known whether full depth would have chosen the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the exits that can be compared with full depth (%1), %2 chose another token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where layers were not watched, the last layer&apos;s prediction is not recorded (tokens: %1); switch on watching and run again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some tokens were drawn, or chosen from processed logits (%1): of these the most likely token at the exit is compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted drafts (%1) were confirmed by the whole model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Under the K/V policy “%1” the last layer is what it was in this run, not what it would be at full depth.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cumulative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the share of tokens that left at a layer or below it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As a table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the figures as a table, to read or to copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens by exit layer, as a table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run a prompt while watching all layers to see where an early exit chose otherwise than full depth.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::FileMenu</name>
    <message>
        <source>&amp;Open model folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open by &amp;name…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;bundled model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open r&amp;un…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save run…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export &amp;picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export &amp;CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;%1  %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder of a Llama model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of a model in the local hub cache, such as
facebook/layerskip-llama3.2-1B:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Weights in memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As &amp;stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;32-bit float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;16-bit float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;bfloat16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made from the checkpoint when it is first opened so, which may take some seconds, and kept in your cache folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;8-bit integer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A byte per weight and a scale per row: half of bfloat16, nearly the same answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;4-bit integer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half a byte per weight and a scale for every 32: over a quarter of bfloat16, answers that differ a little.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Spread by free memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs (*.cbor *.json);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 exists. Replace it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run (*.cbor)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run as JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF page (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::Fold</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::HeatmapLegend</name>
    <message>
        <source>exit layer, mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exit layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first other token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>correction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>round of drafts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>caught up later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not run, K/V copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>run, not scored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>token</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::HeatmapPlot</name>
    <message>
        <source>Arrow keys select a token and a layer; a table shows the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1
what if: would leave after layer %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, the first other token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heatmap of layers by tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run a prompt to see, layer by layer, how each token is decided.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ▸ leaves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run has no values of “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At full depth there is no threshold: choose another quantity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At full depth nothing is scored unless all layers are watched.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::HeatmapQuantity</name>
    <message>
        <source>Score of the rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance to threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy of the prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probability of the emitted token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prediction changed here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: distance to threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passes above 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fires above 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::HeatmapText</name>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::HeatmapView</name>
    <message>
        <source>Heatmap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity shown in the heatmap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a cell shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours of the heatmap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours; signed quantities always run from blue to red</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Firing border</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outline the cells at which the rule fires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the newest token in view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all tokens and layers (double click)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::Inspector</name>
    <message>
        <source>No token yet. Write a prompt and run it, or open a run from a file; then select a token in the text or a cell of the heatmap to see what each layer predicted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predictions by layer, deepest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpin all layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin the layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpin layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1  (newest)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left at layer %1 of 0 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, by preview at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token %1, id %2, position %3, %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms: layers %2, scoring %3, catch-up %4, sampling %5, other %6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The predictions of %1 of %2 layers were recorded. To see all, choose Watch in the Rule tab and run again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the likeliest token of each layer was kept. To see the next ones, choose Watch in the Rule tab and run again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▸ left here   ◆ changed   figures in percent   Space pins a layer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::LayerScrubber</name>
    <message>
        <source>Layer by layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves through the layers of this token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1 was not scored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At layer %1 the model would say “%2”, %3 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▸ It left here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>◆ Changed here; layer %1 said “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is the token that was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The written token: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores past the exit are kept only while watching.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play through the layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (Space)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::LayerStepModel</name>
    <message>
        <source>▸ leaves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>◆ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1, to come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, the prediction changed here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the token leaves here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::LayerStepView</name>
    <message>
        <source>Layer by layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predictions so far, deepest layer first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>◆ prediction changed   figures beside it in percent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::LensModel</name>
    <message>
        <source>▸ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, the token left here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token left here; pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token left here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&gt;%1.  %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1.  %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the token that was written: not known here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the token that was written: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not scored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>◆ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1  %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, the prediction changed here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers past the exit are scored only while watching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (id %2), probability %3%4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; the prediction changed here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank and probability of the token that was written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rank %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not among the first %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::MainWindow</name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit the prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recommended &amp;values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibrate a &amp;threshold…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Heatmap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;What if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;uns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Com&amp;pare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the m&amp;essage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The&amp;me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;System theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bi&amp;gger text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Smaller text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Normal text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Presentation mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore &amp;defaults…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fit the heatmap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ollow the newest token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Firing &amp;border</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;jected drafts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;lay through the layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin the la&amp;yer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Exitscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Exitscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;h3&gt;Exitscope %1&lt;/h3&gt;&lt;p&gt;See, token by token, how deep a language model thinks.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exitscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Views of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule, inspector, cost, what if and runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Once upon a time there was a king who had three</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 - Exitscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokenizer: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore defaults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put theme, text size, tabs, panel width and heatmap back to how they were at the first start? Rule, prompt, runs and profiles stay.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::MessageStrip</name>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::OutlookModel</name>
    <message>
        <source>All that ran together: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This rule ran, with the thresholds of its time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With the recommended values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▸ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not scored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>= %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>≠ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not recorded: scores on the way are missing. Watch keeps them all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By this run&apos;s scores: other exits would have left other K/V behind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exact: every score up to there was recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 would not have let it out before the end, layer %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 would have let it out at layer %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It would have said “%1”, as was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It would have said “%1”, not what was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score against threshold there: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::ParameterControl</name>
    <message>
        <source>%1, slider</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::PartialText</name>
    <message>
        <source>%1: no score at this layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2, needed %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the rule fires.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: it passes, but the rule asks for more layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the rule does not fire.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token %1 as draft %2, layer by layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token %1 from the prompt, layer by layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token %1, layer by layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1 predicts %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token leaves here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token has left at layer %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next: layer %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next: the draft is taken and another one begun. After the last draft the layers above check all in one batch, without a stop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next: the token is chosen by the logits of layer %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::PinnedLayers</name>
    <message>
        <source>Pinned layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpin this layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space or Delete unpins a layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpin all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::PlotExport</name>
    <message>
        <source>%1 rules in turn, from %2 to %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, then </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens: %1, layers: %2, mean exit layer: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the picture could not be written to %1: %2; choose another place or make room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no memory for a picture of its size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is nothing to draw into %1: the run has no tokens yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the picture %1 has the extension &quot;%2&quot;; it must be png, svg or pdf</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::ProfilesDialog</name>
    <message>
        <source>Rule profiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export all…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (cannot be used)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rule has been saved yet. Save the panel&apos;s rule under a name with Profiles &gt; Save the rule as, or import a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A profile needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a profile “%1” already; choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete a profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete “%1”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import rule profiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule profiles (*.json);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot import %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have profiles of these names already: %1. Replace them? No imports the others only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule profiles (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export rule profiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::ProfilesMenu</name>
    <message>
        <source>&amp;Profiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save the rule as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Manage profiles…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rule has been saved yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name for the rule with its thresholds, strategy and cache policy:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a profile “%1” already. Replace it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved the rule as “%1”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::PromptEditor</name>
    <message>
        <source>What the model shall continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::PromptHistory</name>
    <message>
        <source>Earl&amp;ier prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Later prompt</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::RecentRuns</name>
    <message>
        <source>Recen&amp;t runs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::Recovery</name>
    <message>
        <source>&amp;Autosaved runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program ended unexpectedly; its last run (%1, %2 tokens) can be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1  %2  (%3 tokens)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are none yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last %1 are kept, up to %2 MB together</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::RiskPlot</name>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Risk of the thresholds that were tested</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each point is a threshold, from cautious at the left to daring at the right; filled where it qualifies.
The dashed line is what the share may be at most, with the confidence asked for; the level line is the risk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layers saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens that differ</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::RoundModel</name>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drafted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::RoundStrip</name>
    <message>
        <source>Drafts of the round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No drafts in this step.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::RoundText</name>
    <message>
        <source>“%1” accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” not checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>corrected to “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>then “%1”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::RuleEditor</name>
    <message>
        <source>Every token runs through all layers. The output is the full model&apos;s, and watching still shows what each layer predicts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a criterion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lets several criteria decide together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves when any criterion holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves when all criteria hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token leaves where one of the criteria holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token leaves where all criteria hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves when</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patience</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The criteria must hold at this many layers in a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minimum layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No token leaves below this layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patience (layers)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>patience %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from layer %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::RulePanel</name>
    <message>
        <source>Rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers past the exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Depth and cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The threshold at each layer; a token&apos;s scores appear when one is written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token %1 is the whole model&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token %1 left at layer %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Not enough was recorded to say where this rule would let it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> This rule would let it out at layer %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Drag a point to give its layer a threshold of its own.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::RuleProfiles</name>
    <message>
        <source>The stored rule profiles cannot be read: %1. They were put aside as %2 in %3.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::RunAgain</name>
    <message>
        <source>Another model was opened in between, so that the prompt was not run again; choose Run again once more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::RunAgainDialog</name>
    <message>
        <source>Run again with…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt “%1” and the seed %2 stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder, or the name of a model in the local hub cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights in memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>32-bit float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16-bit float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bfloat16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>8-bit integer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4-bit integer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Criteria at the values recommended for that model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder of a Llama model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights %1 → %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is changed: the same once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed: %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::RunBar</name>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the prompt&apos;s continuation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits after the current token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;One token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes exactly one token, then waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One &amp;layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs one layer of a token, then waits inside it; hold the key to play on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends the run, within one layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens written in this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoding speed, without the prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean layer at which tokens left, from 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>would save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the layers past the exit. While watching they run all the same, so nothing is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Catch-up debt: token-layers that wait until a token goes deeper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>K/V cache and waiting rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;One round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes one round of drafts, then waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layers saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the drafts that the whole model accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compared with the full model: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::RunList</name>
    <message>
        <source>Runs of this window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every run of this window is kept here: of a prompt, from a file, and on from a token of an earlier one. Run a prompt to begin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts the selected run on screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes on with the selected run from its end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drops the selected run; the one on screen stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The runs off screen take %1 of %2 MB. Beyond that the oldest are forgotten; save what you want to keep.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::RunListModel</name>
    <message>
        <source>%1, %2, on screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the layers saved; of a watched run, what its exits would save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::RunListText</name>
    <message>
        <source>%1 token ids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from token %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on from its end, token %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from token %1, again “%2”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from token %1: “%2” instead of “%3”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>K/V %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::SamplingEditor</name>
    <message>
        <source>Greedy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write on past the end token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one per line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Always takes the most likely token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws the token; the same seed gives the same text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Below 1 favours likely tokens, above 1 evens them out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws only among this many of the likeliest tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws only among the likeliest tokens that together have this probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Min p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws only among tokens with at least this share of the likeliest one&apos;s probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Above 1 makes tokens that are in the text already less likely; 1 is none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No-repeat n-gram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sequences of this many tokens come only once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the random numbers start; takes effect at the next token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run ends after this many tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop strings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run ends when the text holds one of these; one per line, \n is a line break</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not end the run when the model says that it is finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>min p %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>penalty %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no repeated %1-gram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stop strings (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>end token ignored</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::SchedulePlot</name>
    <message>
        <source>Score and threshold over depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line is the threshold at each layer, the shaded side lets a token out.
Points are the token&apos;s scores, filled where they let it out; the upright line is where it left. Hatched layers are below the minimum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>score by layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold at %1. Left and right choose a layer, up and down move its threshold.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::ScoringEditor</name>
    <message>
        <source>Exact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exact scoring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole head is applied at every layer that decides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview scoring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Estimates each layer&apos;s scores with a small copy of the head. An exit that it proposes is checked with the whole head, so a token may leave later than with exact scoring, never wrongly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores are estimated first; exits are checked with the whole head.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::Screenshot</name>
    <message>
        <source>%1 could not be written; check the folder and the ending (png).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::SettingsText</name>
    <message>
        <source>%1 %2 → %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thresholds by formula</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>own thresholds by layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>patience</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minimum layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sampling on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>greedy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>top k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>top p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>min p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>repetition penalty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no-repeat n-gram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drafts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> or </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>K/V policy %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>preview scoring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exact scoring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>watching all layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deciding only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prompt may exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prompt at full depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>end token ignored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>end token ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other stop words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at %1 layers in a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 drafts a round by the first %3 layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 drafts a round by %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Self-speculative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dynamic self-speculative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Autoregressive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview would leave elsewhere at %1 of %2 tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accepted draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>correction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chosen by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>emitted</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::SpeculationPane</name>
    <message>
        <source>Acceptance rate %1 % (%2 of %3 drafts), %4 tokens per round, wasted drafts: %5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounds of speculation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acceptance by place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acceptance by draft position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::StaircaseLegend</name>
    <message>
        <source>this step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row that waits at its door</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::StaircasePlot</name>
    <message>
        <source>K/V staircase, layers by tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrow keys select a token and a layer, comma and full stop step back and on, space plays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run a prompt to see when each layer came to hold each token, and which tokens wait for a deeper one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::StaircaseText</name>
    <message>
        <source>token %1 “%2”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>caught up by the step that met the end of the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>caught up in round %1, with %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>caught up with %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>caught up in the token&apos;s own step: as much waited as may</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not written yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds no K/V</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the row waits at this door</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the row waits at the door of layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; later %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drafts: %1, accepted: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no K/V</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>own pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>draft&apos;s pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>carried by a deeper draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>verification batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>caught up later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End of the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round %1: token %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round %1: tokens %2 to %3 of %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carried along by this step: %1 layer-rows of %2 columns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting after it: %1 columns with %2 layer-rows to run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits after it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run counts %1: the others are the prompt&apos;s, which has no columns here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut with rejected drafts so far: %1 layer-rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While all layers are watched each token runs them all, so nothing waits: decide to see the staircase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied cells that were made anew when the K/V policy changed show only as caught up: what they were before is not recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>token %1 “%2”, left at layer %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the prompt&apos;s pass</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::StaircaseView</name>
    <message>
        <source>Staircase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the steps (space in the plot)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The step after which the staircase is shown (comma and full stop in the plot)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all tokens and layers (double click)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::StrategyEditor</name>
    <message>
        <source>Strategy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who writes the tokens: the model by itself, or its first layers as drafts that the whole model verifies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers that draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first layers, which write the drafts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers that draft at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the rule has not let a draft out, it leaves here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drafts per round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many tokens are drafted before the whole model verifies them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft layers at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first layers draft several tokens, and the whole model verifies them in one pass. The output is the full model&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The exit rule picks the layer of each draft, and the whole model verifies the drafts in one pass. The output is the full model&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::SweepControl</name>
    <message>
        <source>full depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>earlier exits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, slider</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::ThresholdField</name>
    <message>
        <source>Thresholds by layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thresholds of layers 0, 1, 2, …, separated by commas; the last holds for all deeper layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give at least one number; the last list stays in force.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no number; the last list stays in force.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers 0, 1, 2, …; the last value holds for all deeper ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model has %1 layers; the values after those are not used.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::TokenStrip</name>
    <message>
        <source>Text of the run, token by token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt given as token ids: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrow keys select a token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1”, draft for token %2 from layer %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole model has not judged it yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropped with the draft before it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected: the whole model ended the text here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected: the whole model chose “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen by you in the place of the model&apos;s own choice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A draft that the whole model accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A correction by the whole model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A correction by the whole model of the draft “%1” from layer %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1”, token %2, left after layer %3 (the last is %4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From here on: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text appears here as the model writes it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::TokenTable</name>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::TokenTableModel</name>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 caught up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 not run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Criterion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers (K/V)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::TourCard</name>
    <message>
        <source>&amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Leave the tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, step %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::TourGuide</name>
    <message>
        <source>opening the model …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>writing …</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::TourMenu</name>
    <message>
        <source>&amp;Tours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Leave the tour</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::TradeOffPlot</name>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreement with full depth, by layers saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreement against layers saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, thresholds moved by %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, threshold %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 of the layers saved, %3 agree with full depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 of the layers saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as it ran</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>oracle ceiling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click near a curve to try that threshold. The scale is stretched towards full agreement.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::VerdictView</name>
    <message>
        <source>What each rule would have done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score against threshold over depth, of the chosen rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each rule on this token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No layer passes its threshold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers that pass: %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::WatchEditor</name>
    <message>
        <source>Watch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run and score all layers of every token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run layers only until the rule lets the token out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every score is kept: verification runs the deeper layers of the drafts anyway.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only what the drafts need is scored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All layers run for every token, so that every score is known. The text is still the one that the rule picks; nothing is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers run only until the rule lets the token out. This is what saves time; deeper scores stay unknown.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::WhatIfModel</name>
    <message>
        <source>Layers saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean exit layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of decode layers past the exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of tokens whose likeliest token at the exit is that of the last layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers are counted from 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens whose exit is known, which the other figures are of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An oracle lets each token out at the first layer that predicts what the last one does: no rule saves more without changing a token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it ran</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ceiling</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::WhatIfText</name>
    <message>
        <source>No token would differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No replayed token would differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens that would differ: %1 of %2. The first is token %3, “%5” in place of “%4”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that was recorded says what this rule would have done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Exact to the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 From the start the text may have been another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Exact up to token %2; from there on the text may have been another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run drew its tokens by chance or from changed logits, so that only the likeliest tokens are compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 not watched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 without the entropy at temperature %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 with a score missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens left out: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watching keeps entropies at temperatures 1, 3 and that of the rule in force.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drafts and their verification are not replayed: exits are those of decoding without drafts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run a prompt with Watch on, then ask here what other thresholds would have done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch a run to ask what if: this one stopped scoring at its exits. Choose Watch under “Layers past the exit” in the Rule tab, then run the prompt again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::WhatIfView</name>
    <message>
        <source>What if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Criterion asked about</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How thresholds are varied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moved together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One for all layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the rule would come to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts the rule into the rule panel; it decides from the next token on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selects the first token that would differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it ran</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks about the run&apos;s own rule again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run on from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts the rule into the rule panel and writes the text again from the first token that would differ; the run as it is stays in the list of runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Criterion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patience</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One run shows little. Many prompts show which threshold keeps a risk that you choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibrate…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks for the most daring threshold that keeps a risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers in a row at which the rule must hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minimum layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No token leaves before this layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thresholds moved by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % of the layers saved</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::Writer</name>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>exitscope::WrongExitModel</name>
    <message>
        <source>At the exit layer: probability of its first prediction less that of the second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the last layer: probability of its prediction less that of the chosen token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full margin</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
