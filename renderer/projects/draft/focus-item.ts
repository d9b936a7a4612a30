import { create } from 'zustand'

/** The field or item to which a finding leads; the editor takes it once it shows. */
interface FocusItem {
  item: string | null
  want(item: string | null): void
}

export const useFocusItem = create<FocusItem>((set) => ({
  item: null,
  want: (item) => set({ item }),
}))
