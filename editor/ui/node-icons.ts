import {
  ArrowDownToLine, Binary, Box, Braces, Brackets, Bug, Calculator, CaseLower, CaseSensitive, CaseUpper, CodeXml, FileCode,
  FileText, Globe, Hash, Image, LetterText, Link, type LucideIcon, MousePointerClick, Puzzle, Replace, Reply, Scaling, Sigma,
  Split, Table, Text, Timer, TriangleAlert, Type, VenetianMask, Workflow,
} from 'lucide-react'

/** What the first flows show: drawn without waiting for the chunk with all icons. */
export const NODE_ICONS: Readonly<Record<string, LucideIcon>> = {
  'arrow-down-to-line': ArrowDownToLine, binary: Binary, box: Box, braces: Braces, brackets: Brackets, bug: Bug,
  calculator: Calculator, 'case-lower': CaseLower, 'case-sensitive': CaseSensitive, 'case-upper': CaseUpper,
  'code-xml': CodeXml, 'file-code': FileCode, 'file-text': FileText, globe: Globe, hash: Hash, image: Image,
  'letter-text': LetterText, link: Link, 'mouse-pointer-click': MousePointerClick, puzzle: Puzzle, replace: Replace,
  reply: Reply, scaling: Scaling, sigma: Sigma, split: Split, table: Table, text: Text, timer: Timer,
  'triangle-alert': TriangleAlert, type: Type, 'venetian-mask': VenetianMask, workflow: Workflow,
}
